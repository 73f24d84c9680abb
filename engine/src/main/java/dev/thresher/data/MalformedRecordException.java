package dev.thresher.data;

import java.io.IOException;

/** A file does not hold what its format promises; the message is for the user. */
final class MalformedRecordException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long line;

  /**
   * @param line from 1 where the reading began; 0 if no line is to blame
   */
  MalformedRecordException(long line, String message) {
    super(message);
    this.line = line;
  }

  long line() {
    return line;
  }
}
