package dev.thresher.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The lines of a text with their places; a line ends with LF, or CR and LF. */
final class TextLines {
  /** A line that has no end would fill the memory. */
  static final int LONGEST = 16 << 20;

  private TextLines() {}

  interface LineSink {
    /**
     * @param line without its end, in UTF-8
     */
    void line(long offset, long number, byte[] line) throws IOException;
  }

  /** Empty lines are left out. */
  static void read(InputStream in, LineSink sink) throws IOException {
    var buffer = new byte[1 << 16];
    var line = new ByteArrayOutputStream();
    long position = 0;
    long start = 0;
    long number = 1;
    int read;
    while ((read = in.read(buffer)) > 0) {
      int from = 0;
      for (int i = 0; i < read; i++) {
        if (buffer[i] == '\n') {
          line.write(buffer, from, i - from);
          tell(sink, start, number++, line);
          from = i + 1;
          start = position + from;
        }
      }
      line.write(buffer, from, read - from);
      if (line.size() > LONGEST) {
        throw new MalformedRecordException(number, "a line of more than " + LONGEST + " bytes");
      }
      position += read;
    }
    tell(sink, start, number, line);
  }

  private static void tell(LineSink sink, long start, long number, ByteArrayOutputStream line)
      throws IOException {
    var bytes = line.toByteArray();
    line.reset();
    int length =
        bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
    if (length > 0) {
      sink.line(
          start, number, length == bytes.length ? bytes : java.util.Arrays.copyOf(bytes, length));
    }
  }
}
