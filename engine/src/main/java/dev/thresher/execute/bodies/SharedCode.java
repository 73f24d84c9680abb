package dev.thresher.execute.bodies;

import dev.thresher.task.ClassPath;
import dev.thresher.task.CodeBundle;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One class loader for each class path, whichever slots and stages use it, for as long as any of
 * them does. Safe for several threads.
 */
final class SharedCode {
  private final Map<ClassPath, WeakReference<BundleCode>> known = new HashMap<>();

  BundleCode of(CodeBundle bundle) {
    return of(new ClassPath(List.of(), bundle));
  }

  synchronized BundleCode of(ClassPath path) {
    known.values().removeIf(code -> code.get() == null);
    var reference = known.get(path);
    var code = reference == null ? null : reference.get();
    if (code == null) {
      code = new BundleCode(path);
      known.put(path, new WeakReference<>(code));
    }
    return code;
  }
}
