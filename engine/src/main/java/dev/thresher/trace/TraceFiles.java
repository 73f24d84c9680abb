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
   * By process.
   *
   * @param directory may be missing
   */
  public static Map<Long, List<Note>> in(Path directory) throws IOException {
    var byPid = new TreeMap<Long, List<Note>>();
    if (!Files.isDirectory(directory)) {
      return byPid;
    }
    try (var files = Files.newDirectoryStream(directory, TraceFile.PREFIX + "*")) {
      for (var file : files) {
        long pid =
            Long.parseLong(file.getFileName().toString().substring(TraceFile.PREFIX.length()));
        byPid.put(pid, notes(file));
      }
    }
    return byPid;
  }

  private static List<Note> notes(Path file) throws IOException {
    var notes = new ArrayList<Note>();
    var block = ByteBuffer.allocate(1024 * TraceFile.BYTES).order(ByteOrder.nativeOrder());
    var written = new long[TraceFile.LONGS];
    try (var channel = FileChannel.open(file)) {
      while (channel.read(block) > 0) {
        block.flip();
        while (block.remaining() >= TraceFile.BYTES) {
          block.asLongBuffer().get(written);
          block.position(block.position() + TraceFile.BYTES);
          if (written[0] == 0) {
            return notes; // what is behind it was never written
          }
          notes.add(TraceFile.read(written));
        }
        block.compact();
      }
    }
    return notes;
  }
}
