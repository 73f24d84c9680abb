package dev.thresher.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what the processes of a run have noted. */
public final class TraceFiles {
  private TraceFiles() {}

  /**
   * Of one process.
   *
   * @param spent of those tasks of which that was to be noted
   */
  public record Noted(List<Note> notes, List<Spent> spent) {}

  /**
   * Notes by process.
   *
   * @param directory may be missing
   */
  public static Map<Long, List<Note>> in(Path directory) throws IOException {
    var byPid = new TreeMap<Long, List<Note>>();
    allIn(directory).forEach((pid, noted) -> byPid.put(pid, noted.notes()));
    return byPid;
  }

  /**
   * All by process.
   *
   * @param directory may be missing
   */
  public static Map<Long, Noted> allIn(Path directory) throws IOException {
    var byPid = new TreeMap<Long, Noted>();
    if (!Files.isDirectory(directory)) {
      return byPid;
    }
    try (var files = Files.newDirectoryStream(directory, TraceFile.PREFIX + "*")) {
      for (var file : files) {
        long pid =
            Long.parseLong(file.getFileName().toString().substring(TraceFile.PREFIX.length()));
        byPid.put(pid, noted(file));
      }
    }
    return byPid;
  }

  private static Noted noted(Path file) throws IOException {
    var noted = new Noted(new ArrayList<>(), new ArrayList<>());
    var block = ByteBuffer.allocate(1024 * TraceFile.BYTES).order(ByteOrder.nativeOrder());
    var written = new long[TraceFile.LONGS];
    try (var channel = FileChannel.open(file)) {
      while (channel.read(block) > 0) {
        block.flip();
        while (block.remaining() >= TraceFile.BYTES) {
          block.asLongBuffer().get(written);
          block.position(block.position() + TraceFile.BYTES);
          if (written[0] == 0) {
            return noted; // what is behind it was never written
          }
          add(written, noted);
        }
        block.compact();
      }
    }
    return noted;
  }

  private static void add(long[] written, Noted noted) {
    if (TraceFile.isSpent(written)) {
      noted.spent().add(TraceFile.readSpent(written));
    } else {
      noted.notes().add(TraceFile.read(written));
    }
  }
}
