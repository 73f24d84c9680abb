package dev.thresher.runtime.site;

import dev.thresher.codec.PayloadCodec;
import dev.thresher.codec.objects.ObjectCodec;
import dev.thresher.runtime.closures.CallerClasses;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/** What is known of the classes of tasks. Keeps no class loader alive. Safe for several threads. */
final class CallerCodes {
  private final CallerClasses classes;
  private final PayloadCodec payloads;
  private final Map<ClassLoader, WeakReference<CallerCode>> known = new WeakHashMap<>();

  CallerCodes(CallerClasses classes, PayloadCodec payloads) {
    this.classes = classes;
    this.payloads = payloads;
  }

  /**
   * @throws IOException if what lies in no file cannot be read, or written into one
   */
  synchronized CallerCode of(Object task) throws IOException {
    var path = classes.of(task);
    var loader = CallerClasses.loaderOf(task);
    var reference = known.get(loader);
    var code = reference == null ? null : reference.get();
    if (code == null || code.path() != path) {
      code =
          new CallerCode(path, code == null ? new ObjectCodec(loader, payloads) : code.objects());
      known.put(loader, new WeakReference<>(code));
    }
    return code;
  }
}
