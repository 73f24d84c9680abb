package dev.thresher.data;

import java.io.IOException;
import java.io.InputStream;

/** One JSON object a line. */
final class JsonLinesSource {
  private JsonLinesSource() {}

  static void read(InputStream in, RecordSink sink) throws IOException {
    TextLines.read(
        in,
        (offset, number, line) -> {
          if (!isBlank(line)) {
            sink.record(offset, number, object(number, line));
          }
        });
  }

  private static dev.thresher.model.Value.Fields object(long number, byte[] line)
      throws MalformedRecordException {
    try {
      return JsonReader.object(line);
    } catch (IOException malformed) {
      throw new MalformedRecordException(number, String.valueOf(malformed.getMessage()));
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte each : line) {
      if (each != ' ' && each != '\t') {
        return false;
      }
    }
    return true;
  }
}
