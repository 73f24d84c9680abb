package dev.thresher.execute.bodies;

import dev.thresher.task.CodeBundle;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/**
 * One class loader for each bundle, whichever slots and stages use it, for as long as any of them
 * does. Safe for several threads.
 */
final class SharedCode {
  private final Map<CodeBundle, WeakReference<BundleCode>> known = new HashMap<>();

  synchronized BundleCode of(CodeBundle bundle) {
    known.values().removeIf(code -> code.get() == null);
    var reference = known.get(bundle);
    var code = reference == null ? null : reference.get();
    if (code == null) {
      code = new BundleCode(bundle);
      known.put(bundle, new WeakReference<>(code));
    }
    return code;
  }
}
