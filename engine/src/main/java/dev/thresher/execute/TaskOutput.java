package dev.thresher.execute;

import dev.thresher.model.TaskId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Sends what tasks print to one log file each, made at the first byte: {@code
 * <directory>/<stage>-<index>.log}, appended to by later attempts.
 *
 * <p>While installed it stands in for {@code System.out} and {@code System.err}; threads that run
 * no task, and were not started by one, print where they did before. {@link #close} puts the former
 * streams back.
 */
public final class TaskOutput implements AutoCloseable {
  private static final InheritableThreadLocal<@Nullable TaskLog> CURRENT =
      new InheritableThreadLocal<>();

  private final Path directory;
  private final PrintStream formerOut;
  private final PrintStream formerErr;

  private TaskOutput(Path directory, PrintStream formerOut, PrintStream formerErr) {
    this.directory = directory;
    this.formerOut = formerOut;
    this.formerErr = formerErr;
  }

  /**
   * @param directory made at the first need
   */
  public static TaskOutput install(Path directory) {
    var output = new TaskOutput(directory, System.out, System.err);
    System.setOut(routed(output.formerOut));
    System.setErr(routed(output.formerErr));
    return output;
  }

  @Override
  public void close() {
    System.setOut(formerOut);
    System.setErr(formerErr);
  }

  /** Everything this thread prints until the scope is closed belongs to the task. */
  Scope enter(TaskId task, int attempt) {
    var log = new TaskLog(directory, task, attempt);
    CURRENT.set(log);
    return () -> {
      CURRENT.remove();
      log.close();
    };
  }

  interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  private static PrintStream routed(PrintStream former) {
    return new PrintStream(new Router(former), true, StandardCharsets.UTF_8);
  }

  private static final class Router extends OutputStream {
    private final PrintStream former;

    Router(PrintStream former) {
      this.former = former;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      var log = CURRENT.get();
      if (log == null) {
        former.write(bytes, offset, length);
      } else {
        log.append(bytes, offset, length);
      }
    }

    @Override
    public void flush() {
      if (CURRENT.get() == null) {
        former.flush();
      }
    }
  }

  /** Threads that a task left behind may print after its end: the file is then opened again. */
  private static final class TaskLog {
    private static final long MOST_BYTES = 16L << 20;
    private final Path directory;
    private final TaskId task;
    private final int attempt;
    private @Nullable OutputStream stream;
    private long written;

    // One per task, also for the millions that print nothing: the path is made when it is needed.
    TaskLog(Path directory, TaskId task, int attempt) {
      this.directory = directory;
      this.task = task;
      this.attempt = attempt;
    }

    synchronized void append(byte[] bytes, int offset, int length) {
      if (written >= MOST_BYTES) {
        return;
      }
      try {
        var open = opened();
        open.write(bytes, offset, length);
        written += length;
        if (written >= MOST_BYTES) {
          open.write("\n(output cut here: more than 16 MiB)\n".getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException full) {
        // A full disk must not fail a task that only prints; the rest of its output is dropped.
        written = MOST_BYTES;
      }
    }

    private OutputStream opened() throws IOException {
      var known = stream;
      if (known != null) {
        return known;
      }
      Files.createDirectories(directory);
      var file = directory.resolve(task.stage() + "-" + task.index() + ".log");
      var made = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (attempt > 1) {
        made.write(("--- attempt " + attempt + " ---\n").getBytes(StandardCharsets.UTF_8));
      }
      stream = made;
      return made;
    }

    synchronized void close() {
      var open = stream;
      stream = null;
      if (open != null) {
        try {
          open.close();
        } catch (IOException ignored) {
          // Everything that could be written has been: the stream is not buffered.
        }
      }
    }
  }
}
