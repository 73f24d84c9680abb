package dev.thresher.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The log context (MDC) of the thread that submits, carried along to the thread that runs. */
final class LogContext {
  private LogContext() {}

  /** Null if there is none. */
  static @Nullable Map<String, String> capture() {
    var context = MDC.getCopyOfContextMap();
    return context == null || context.isEmpty() ? null : context;
  }

  static void set(@Nullable Map<String, String> context) {
    if (context == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(context);
    }
  }
}
