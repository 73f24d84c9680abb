package dev.thresher.rundir;

import dev.thresher.model.TaskId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads what was added to the logs of tasks since the last time. Remembers one number per log that
 * was ever read. Not safe for several threads.
 */
public final class TaskLogs {
  /**
   * One line that a task printed, without its end.
   *
   * @param isError whether it is from a log for errors alone
   */
  public record Line(TaskId task, boolean isError, String text) {}

  private static final Pattern NAME = Pattern.compile("(\\d{1,9})-(\\d{1,18})\\.(log|err)");
  private static final int MOST_AT_ONCE = 1 << 20;

  private final Path directory;
  private final Map<Path, Long> read = new HashMap<>();

  public TaskLogs(Path directory) {
    this.directory = directory;
  }

  /**
   * The lines that were added, in the order of tasks; at most 1 MiB of each log, the rest comes
   * next time.
   *
   * @param last whether nothing more will be written: then everything is answered, also a line
   *     without an end
   */
  public List<Line> news(boolean last) throws IOException {
    return news(_ -> last, false);
  }

  /**
   * As {@link #news}; the logs of tasks that are over are read to their end and deleted.
   *
   * @param isOver whether nothing more will be written by the task
   */
  public List<Line> take(Predicate<TaskId> isOver) throws IOException {
    return news(isOver, true);
  }

  private List<Line> news(Predicate<TaskId> isOver, boolean delete) throws IOException {
    var news = new ArrayList<Line>();
    try (var entries = Files.newDirectoryStream(directory)) {
      for (var file : entries) {
        var name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          var task = new TaskId(Integer.parseInt(name.group(1)), Long.parseLong(name.group(2)));
          boolean last = isOver.test(task);
          boolean isError = name.group(3).equals("err");
          added(file, last).forEach(text -> news.add(new Line(task, isError, text)));
          if (last && delete) {
            read.remove(file);
            Files.deleteIfExists(file);
          }
        }
      }
    } catch (NoSuchFileException nothingPrinted) {
      return List.of();
    }
    news.sort((a, b) -> compare(a.task(), b.task()));
    return news;
  }

  private static int compare(TaskId a, TaskId b) {
    int byStage = Integer.compare(a.stage(), b.stage());
    return byStage != 0 ? byStage : Long.compare(a.index(), b.index());
  }

  private List<String> added(Path file, boolean last) throws IOException {
    var lines = new ArrayList<String>();
    long from = read.getOrDefault(file, 0L);
    long size = Files.size(file);
    while (from < size) {
      byte[] bytes = bytes(file, from, (int) Math.min(size - from, MOST_AT_ONCE));
      boolean toTheEnd = from + bytes.length >= size;
      int whole = wholeLines(bytes, last && toTheEnd);
      new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().forEach(lines::add);
      from += whole;
      if (!last || whole == 0) {
        break;
      }
    }
    read.put(file, from);
    return lines;
  }

  // A line longer than what is read at once is cut, or it would never come.
  private static int wholeLines(byte[] bytes, boolean all) {
    if (all) {
      return bytes.length;
    }
    for (int end = bytes.length; end > 0; end--) {
      if (bytes[end - 1] == '\n') {
        return end;
      }
    }
    return bytes.length == MOST_AT_ONCE ? bytes.length : 0;
  }

  private static byte[] bytes(Path file, long from, int count) throws IOException {
    try (var channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
      var buffer = ByteBuffer.allocate(count);
      channel.position(from);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // until it is full or the file ends
      }
      return Arrays.copyOf(buffer.array(), buffer.position());
    }
  }
}
