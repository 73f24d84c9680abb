package dev.thresher.data;

import dev.thresher.model.Value.Fields;
import java.io.IOException;

/** Takes raw records of a file in their order. */
interface RecordSink {
  /**
   * @param offset of the record's first byte, from where the reading began
   * @param line of the record's start, from 1 where the reading began
   * @param fields in the types that the format tells: texts in CSV
   */
  void record(long offset, long line, Fields fields) throws IOException;
}
