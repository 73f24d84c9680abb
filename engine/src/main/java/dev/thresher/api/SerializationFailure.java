package dev.thresher.api;

/** A task, argument or result cannot travel between processes. */
public final class SerializationFailure extends ThresherException {
  private static final long serialVersionUID = 1;
  private final String path;

  /**
   * @param path from what was handed over to what cannot travel, such as {@code MyTask → this$0
   *     Report → conn java.sql.Connection}; empty if unknown
   */
  public SerializationFailure(
      String message, String path, @org.jspecify.annotations.Nullable Throwable cause) {
    super(message, cause);
    this.path = path;
  }

  /** From what was handed over to what cannot travel; empty if unknown. */
  public String path() {
    return path;
  }
}
