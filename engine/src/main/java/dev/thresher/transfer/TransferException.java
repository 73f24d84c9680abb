package dev.thresher.transfer;

import java.io.IOException;

/** A file does not come, or is not what was said; the message is for the user. */
public final class TransferException extends IOException {
  private static final long serialVersionUID = 1;

  public TransferException(String message) {
    super(message);
  }
}
