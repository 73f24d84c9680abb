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
import java.util.function.Function;
import java.util.function.Supplier;
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
  private static final InheritableThreadLocal<@Nullable TaskLogs> CURRENT =
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
    System.setOut(routed(output.formerOut, TaskLogs::out));
    System.setErr(routed(output.formerErr, TaskLogs::err));
    return output;
  }

  @Override
  public void close() {
    System.setOut(formerOut);
    System.setErr(formerErr);
  }

  /** Everything this thread prints until the scope is closed belongs to the task. */
  Scope enter(TaskId task, int attempt) {
    var log = new TaskLog(() -> file(task, ".log"), attempt);
    return enter(new TaskLogs(log, log));
  }

  /**
   * As {@link #enter}, with what goes to {@code System.err} in a file of its own, {@code
   * <stage>-<index>.err}, and nothing but what the task prints in both.
   */
  Scope enterApart(TaskId task) {
    return enter(
        new TaskLogs(
            new TaskLog(() -> file(task, ".log"), 1), new TaskLog(() -> file(task, ".err"), 1)));
  }

  private Path file(TaskId task, String suffix) {
    return directory.resolve(task.stage() + "-" + task.index() + suffix);
  }

  /**
   * Everything this thread prints until the scope is closed goes to the file, while any is
   * installed. For code of the user's that is no task.
   */
  public static Scope enter(Path file) {
    var log = new TaskLog(() -> file, 1);
    return enter(new TaskLogs(log, log));
  }

  private static Scope enter(TaskLogs logs) {
    CURRENT.set(logs);
    return () -> {
      CURRENT.remove();
      logs.out.close();
      logs.err.close();
    };
  }

  /** The log of the task that this thread runs, for programs that write to it themselves. */
  public static Optional<Log> logOfThread() {
    return Optional.ofNullable(CURRENT.get()).map(logs -> logs.out.forPrograms());
  }

  /** While it is open, what the thread prints goes to a log. */
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  private static PrintStream routed(PrintStream former, Function<TaskLogs, TaskLog> ofTask) {
    return new PrintStream(new Router(former, ofTask), true, StandardCharsets.UTF_8);
  }

  /** Of one task; may be one and the same. */
  private record TaskLogs(TaskLog out, TaskLog err) {}

  private static final class Router extends OutputStream {
    private final PrintStream former;
    private final Function<TaskLogs, TaskLog> ofTask;

    Router(PrintStream former, Function<TaskLogs, TaskLog> ofTask) {
      this.former = former;
      this.ofTask = ofTask;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      var logs = CURRENT.get();
      if (logs == null) {
        former.write(bytes, offset, length);
      } else {
        ofTask.apply(logs).append(bytes, offset, length);
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
          var _ = file.toFile().delete(); // not by Files, which looks at it once more
        }
      } catch (IOException gone) {
        // Then it is not in the way either.
      }
    }
  }

  /** Threads that a task left behind may print after its end: the file is then opened again. */
  private static final class TaskLog {
    private static final long MOST_BYTES = 16L << 20;
    private final Supplier<Path> place;
    private final int attempt;
    private @Nullable OutputStream stream;
    private long written;

    // One per task, also for the millions that print nothing: the path is made when it is needed.
    TaskLog(Supplier<Path> place, int attempt) {
      this.place = place;
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
        var path = place.get();
        if (attempt > 1) {
          opened();
        } else {
          makeDirectoryOf(path);
        }
        return new Log(path, path.toFile().length());
      } catch (IOException full) {
        return null;
      }
    }

    private static void makeDirectoryOf(Path file) throws IOException {
      var directory = file.getParent();
      // Mostly it is there, and making it anew says so by an exception.
      if (directory != null && !Files.isDirectory(directory)) {
        Files.createDirectories(directory);
      }
    }

    private OutputStream opened() throws IOException {
      var known = stream;
      if (known != null) {
        return known;
      }
      var path = place.get();
      makeDirectoryOf(path);
      var made = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
