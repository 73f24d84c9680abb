package dev.thresher.execute.bodies;

import dev.thresher.task.ClassPath;
import dev.thresher.task.CodeBundle;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One class loader for each bundle or class path, whichever slots and stages use it, for as long as
 * any of them does. Safe for several threads.
 */
final class SharedCode {
  private final Map<Record, WeakReference<BundleCode>> known = new HashMap<>();

  BundleCode of(CodeBundle bundle) {
    return of(bundle, () -> BundleCode.of(bundle));
  }

  BundleCode of(ClassPath path) {
    return of(path, () -> BundleCode.withApi(path));
  }

  private synchronized BundleCode of(Record where, Supplier<BundleCode> make) {
    known.values().removeIf(code -> code.get() == null);
    var reference = known.get(where);
    var code = reference == null ? null : reference.get();
    if (code == null) {
      code = make.get();
      known.put(where, new WeakReference<>(code));
    }
    return code;
  }
}
