package dev.thresher.rundir;

import dev.thresher.model.Value.Binary;
import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;

final class RawOutput implements OutputWriter {
  private final OutputStream stream;
  private boolean written;

  RawOutput(OutputStream stream) {
    this.stream = stream;
  }

  @Override
  public void write(Fields row) throws IOException {
    var binaries = row.entries().values().stream().filter(Binary.class::isInstance).toList();
    if (written || binaries.size() != 1) {
      throw new IOException(
          "a raw file takes one row with one binary field, not "
              + (written ? "another row" : "the fields " + row.entries().keySet()));
    }
    written = true;
    Channels.newChannel(stream).write(binaries.getFirst().asBinary().asReadOnlyBuffer());
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
