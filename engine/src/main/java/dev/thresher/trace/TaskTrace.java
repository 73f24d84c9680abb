package dev.thresher.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notes of this process. On only if the system property {@value #DIRECTORY} names a directory.
 *
 * <p>Of many tasks only each so-many-th by its index is noted, the same ones in every process.
 */
public final class TaskTrace {
  /** System property of a coordinator, which gives it to its workers. */
  public static final String DIRECTORY = "thresher.trace.directory";

  /** System property: of so many tasks, one by index, one is noted; 1 if it is missing. */
  public static final String EVERY = "thresher.trace.every";

  /** System property: of the tasks that are noted, of one in so many what its thread used. */
  public static final String SPENT_EVERY = "thresher.trace.spent-every";

  private static final @Nullable TraceFile FILE = open(System.getProperty(DIRECTORY, ""));
  private static final long STEP = Math.max(1, Long.getLong(EVERY, 1));
  private static final long SPENT_STEP = STEP * Math.max(1, Long.getLong(SPENT_EVERY, 1));

  private TaskTrace() {}

  private static @Nullable TraceFile open(String directory) {
    if (directory.isEmpty()) {
      return null;
    }
    try {
      var file = TraceFile.create(Path.of(directory), ProcessHandle.current().pid());
      ThreadUse.prepare();
      return file;
    } catch (IOException unusable) {
      throw new UncheckedIOException(
          DIRECTORY + " names no directory to write to: " + directory, unusable);
    }
  }

  /** Flags of another JVM that is to note what this one does; none if it notes nothing. */
  public static List<String> flags() {
    return FILE == null
        ? List.of()
        : flags(Path.of(System.getProperty(DIRECTORY)), STEP, SPENT_STEP / STEP);
  }

  public static List<String> flags(Path directory, long every, long spentEvery) {
    return List.of(
        "-D" + DIRECTORY + "=" + directory,
        "-D" + EVERY + "=" + every,
        "-D" + SPENT_EVERY + "=" + spentEvery);
  }

  public static boolean isOn() {
    return FILE != null;
  }

  /** The time; 0 without asking for it if nothing is noted. */
  public static long now() {
    return FILE == null ? 0 : System.nanoTime();
  }

  /** The run began. */
  public static void began(long atNanos) {
    var file = FILE;
    if (file != null) {
      file.write(new Note(Note.Kind.BEGAN, 0, 0, 0, 0, 0, atNanos, 0, 0, 0));
    }
  }

  /** Something happens to these tasks at this moment. */
  public static void at(Note.Kind kind, int stage, long batch, long from, long until) {
    if (FILE != null) {
      between(kind, stage, batch, from, until, System.nanoTime(), 0);
    }
  }

  /** Something that began at {@code t0} has just ended. */
  public static void since(Note.Kind kind, int stage, long batch, long from, long until, long t0) {
    if (FILE != null) {
      between(kind, stage, batch, from, until, t0, System.nanoTime());
    }
  }

  private static void between(
      Note.Kind kind, int stage, long batch, long from, long until, long t0, long t1) {
    var file = FILE;
    if (file != null && (kind == Note.Kind.SERVED || holdsNoted(from, until))) {
      long thread = Thread.currentThread().threadId();
      file.write(new Note(kind, stage, thread, batch, from, until, t0, t1, 0, 0));
    }
  }

  /** A task has run; the moments are those of {@link Note}. */
  public static void ran(int stage, long batch, long index, long t0, long t1, long t2, long t3) {
    var file = FILE;
    if (file != null && index % STEP == 0) {
      long thread = Thread.currentThread().threadId();
      file.write(new Note(Note.Kind.RAN, stage, thread, batch, index, index + 1, t0, t1, t2, t3));
    }
  }

  /**
   * What the calling thread has used so far, if of this task that is to be noted; null otherwise,
   * and on virtual threads.
   */
  public static @Nullable ThreadUse used(long index) {
    return FILE != null && index % SPENT_STEP == 0 && !Thread.currentThread().isVirtual()
        ? ThreadUse.before()
        : null;
  }

  /** A task's code, before which the calling thread had used so much, has just ended. */
  public static void spent(int stage, long batch, long index, ThreadUse before) {
    var file = FILE;
    if (file != null) {
      file.write(ThreadUse.after().since(before, stage, batch, index));
    }
  }

  private static boolean holdsNoted(long from, long until) {
    return STEP == 1 || Math.ceilDiv(from, STEP) * STEP < until;
  }
}
