package dev.thresher.runtime.site;

import java.lang.StackWalker.StackFrame;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The line of the caller's that submits. One frame and not the whole stack: a stack for each of a
 * million waiting tasks would be more than the tasks.
 */
final class CallSites {
  private static final String[] NOT_CALLERS = {
    "dev.thresher.api.", "dev.thresher.runtime.", "java.", "jdk."
  };
  private static final int MOST_lines = 4096;

  private record Position(String type, String method, int instruction) {}

  private static final StackWalker WALKER = StackWalker.getInstance();

  private final Map<Position, StackTraceElement> lines = new ConcurrentHashMap<>();

  /** Null if no code outside of the engine and the JDK calls. */
  @Nullable StackTraceElement current() {
    return WALKER.walk(
        frames -> frames.filter(CallSites::isCallers).findFirst().map(this::line).orElse(null));
  }

  // Asked of every frame of every submission, so without a stream for each.
  private static boolean isCallers(StackFrame frame) {
    var name = frame.getClassName();
    for (var prefix : NOT_CALLERS) {
      if (name.startsWith(prefix)) {
        return false;
      }
    }
    return true;
  }

  private StackTraceElement line(StackFrame frame) {
    var position =
        new Position(frame.getClassName(), frame.getMethodName(), frame.getByteCodeIndex());
    var known = lines.get(position);
    if (known != null) {
      return known;
    }
    var line = frame.toStackTraceElement();
    if (lines.size() < MOST_lines) {
      lines.put(position, line);
    }
    return line;
  }
}
