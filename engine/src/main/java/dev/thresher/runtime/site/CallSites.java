package dev.thresher.runtime.site;

import java.lang.StackWalker.StackFrame;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The line of the caller's that submits. One frame and not the whole stack: a stack for each of a
 * million waiting tasks would be more than the tasks.
 *
 * <p>A walk down the stack costs several times what it costs to hand a small task over. As nearly
 * every lambda is submitted from one line, a class of tasks that has come from one line {@value
 * #CERTAIN} times is taken to come from there again, and looked at only once in {@value #LOOK}
 * times; seen on another line, it is looked at each time from then on.
 */
final class CallSites {
  static final int CERTAIN = 100;
  static final int LOOK = 64;

  private static final String[] NOT_CALLERS = {
    "dev.thresher.api.", "dev.thresher.runtime.", "java.", "jdk."
  };
  private static final int MOST_LINES = 4096;

  private record Position(String type, String method, int instruction) {}

  private static final StackWalker WALKER = StackWalker.getInstance();

  private final Map<Position, StackTraceElement> lines = new ConcurrentHashMap<>();

  // Lives with the class, so that no class of a task is kept from being unloaded.
  private final ClassValue<Usual> usual =
      new ClassValue<>() {
        @Override
        protected Usual computeValue(Class<?> task) {
          return new Usual();
        }
      };

  /** Null if no code outside of the engine and the JDK calls. */
  @Nullable StackTraceElement of(Class<?> task) {
    var known = usual.get(task);
    if (known.isEnough()) {
      return known.line();
    }
    var line = current();
    known.saw(line);
    return line;
  }

  private @Nullable StackTraceElement current() {
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
    if (lines.size() < MOST_LINES) {
      lines.put(position, line);
    }
    return line;
  }

  /** From where the tasks of one class have come so far. */
  private static final class Usual {
    private @Nullable StackTraceElement line;
    private int times;
    private boolean varies;

    synchronized boolean isEnough() {
      if (varies || times < CERTAIN) {
        return false;
      }
      times++;
      return times % LOOK != 0;
    }

    synchronized @Nullable StackTraceElement line() {
      return line;
    }

    // The lines are shared, one object for one line, but for those beyond the map's bound.
    synchronized void saw(@Nullable StackTraceElement seen) {
      if (times > 0 && !Objects.equals(seen, line)) {
        varies = true;
      }
      line = seen;
      times++;
    }
  }
}
