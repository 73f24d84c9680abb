package dev.thresher.rundir;

import dev.thresher.model.JsonText;
import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

final class JsonOutput implements OutputWriter {
  enum Layout {
    LINES,
    ARRAY,
    OBJECT
  }

  private final OutputStream stream;
  private final Layout layout;
  private long rows;

  JsonOutput(OutputStream stream, Layout layout) {
    this.stream = stream;
    this.layout = layout;
  }

  @Override
  public void write(Fields row) throws IOException {
    switch (layout) {
      case LINES -> put(JsonText.of(row) + "\n");
      case ARRAY -> put((rows == 0 ? "[\n" : ",\n") + JsonText.of(row));
      case OBJECT -> {
        if (rows > 0) {
          throw new IOException("more than one row for a file that holds one JSON object");
        }
        put(JsonText.indented(row) + "\n");
      }
    }
    rows++;
  }

  private void put(String text) throws IOException {
    stream.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    try (stream) {
      if (layout == Layout.ARRAY) {
        put(rows == 0 ? "[]\n" : "\n]\n");
      }
    }
  }
}
