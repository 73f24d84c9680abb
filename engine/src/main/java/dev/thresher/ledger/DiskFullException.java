package dev.thresher.ledger;

import java.io.IOException;

/** There is no room on the disk now; later there may be. */
public final class DiskFullException extends IOException {
  private static final long serialVersionUID = 1;

  public DiskFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
