package dev.thresher.ledger;

import java.io.IOException;

/**
 * A ledger that cannot be used. The message is for the user: which file, where in it, what to do.
 */
public sealed class LedgerException extends IOException {
  private static final long serialVersionUID = 1;

  private LedgerException(String message) {
    super(message);
  }

  /** One whose file is sound, but whose content is of no use. */
  public static LedgerException unreadable(String message) {
    return new Unreadable(message);
  }

  /** Another process has it. */
  public static final class InUse extends LedgerException {
    private static final long serialVersionUID = 1;

    InUse(String message) {
      super(message);
    }
  }

  /** No ledger, or one of a format that this version does not read. */
  public static final class Unreadable extends LedgerException {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }
  }

  /** It is not what was written, and not in the way that a crash leaves it. */
  public static final class Damaged extends LedgerException {
    private static final long serialVersionUID = 1;

    static final String ADVICE =
        "Put back a copy of the file, or pass --salvage to go on without what is lost there";

    private final long offset;

    Damaged(String message, long offset) {
      super(message);
      this.offset = offset;
    }

    /** Of the first damaged byte's group, in bytes from the beginning of the file. */
    public long offset() {
      return offset;
    }
  }
}
