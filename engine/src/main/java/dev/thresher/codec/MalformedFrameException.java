package dev.thresher.codec;

/** A frame or payload that its sender cannot have meant: refused as a whole. */
public final class MalformedFrameException extends RuntimeException {
  public MalformedFrameException(String message) {
    super(message);
  }

  public MalformedFrameException(String message, Throwable cause) {
    super(message, cause);
  }
}
