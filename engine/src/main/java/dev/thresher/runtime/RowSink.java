package dev.thresher.runtime;

import dev.thresher.model.Value.Fields;
import java.io.IOException;

/** Takes a table row by row, in its order. Used by one thread. */
interface RowSink {
  void row(Fields row) throws IOException;

  /** There are no more; said once, and only if the table is whole. */
  void end() throws IOException;
}
