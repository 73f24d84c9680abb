package dev.thresher.data;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.io.InputStream;

/** One text a line. */
final class LinesSource {
  private LinesSource() {}

  static void read(InputStream in, String column, RecordSink sink) throws IOException {
    TextLines.read(
        in,
        (offset, number, line) ->
            sink.record(offset, number, Fields.of(column, Value.of(Utf8.decode(line, number)))));
  }
}
