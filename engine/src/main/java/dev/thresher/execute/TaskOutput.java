package dev.thresher.execute;

import dev.thresher.model.TaskId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
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

  private static final String CUT = "\n(output cut here: more than 16 MiB)\n";

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

  /** The log of the task that this thread runs, for programs that write to it themselves. */
  public static Optional<Log> logOfThread() {
    return Optional.ofNullable(CURRENT.get()).map(TaskLog::forPrograms);
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

  /** A task's log as a file. Failures to write to it are nobody's failures. */
  public static final class Log {
    private static final int LAST_BYTES = 500;
    private final Path file;
    private final long before;
    private boolean cut;

    private Log(Path file, long before) {
      this.file = file;
      this.before = before;
    }

    public Path file() {
      return file;
    }

    /** Takes off what is more than 16 MiB of this attempt; may be called while it is written. */
    public void cut() {
      try {
        if (file.toFile().length() - before > TaskLog.MOST_BYTES) {
          try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(before + TaskLog.MOST_BYTES);
          }
          cut = true;
        }
      } catch (IOException gone) {
        // There is nothing to cut.
      }
    }

    /** Adds the content of another file, as far as there is room. */
    public void append(Path other) throws IOException {
      try (var from = FileChannel.open(other, StandardOpenOption.READ);
          var to = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        to.transferFrom(from, to.size(), TaskLog.MOST_BYTES);
      }
      cut();
    }

    /** The last line that is not blank, at most 500 bytes of it; empty if there is none. */
    public String lastLine() {
      try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
        var buffer = ByteBuffer.allocate(LAST_BYTES);
        channel.read(buffer, Math.max(before, channel.size() - LAST_BYTES));
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .reduce("", (_, last) -> last.strip());
      } catch (IOException nothingSaid) {
        return "";
      }
    }

    /** Only tasks that print something have a log. */
    public void dropIfEmpty() {
      try {
        if (cut) {
          Files.writeString(file, CUT, StandardOpenOption.APPEND);
        } else if (file.toFile().length() == 0) {
          Files.deleteIfExists(file);
        }
      } catch (IOException gone) {
        // Then it is not in the way either.
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
          open.write(CUT.getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException full) {
        // A full disk must not fail a task that only prints; the rest of its output is dropped.
        written = MOST_BYTES;
      }
    }

    /** Null if it cannot be made: then the program prints to nowhere. */
    synchronized @Nullable Log forPrograms() {
      try {
        var file = directory.resolve(task.stage() + "-" + task.index() + ".log");
        if (attempt > 1) {
          opened();
        } else {
          Files.createDirectories(directory);
        }
        return new Log(file, file.toFile().length());
      } catch (IOException full) {
        return null;
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
