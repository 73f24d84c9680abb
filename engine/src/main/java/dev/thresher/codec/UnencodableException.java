package dev.thresher.codec;

/** Something that has no form on the wire; thrown at the sender, before anything is sent. */
public final class UnencodableException extends RuntimeException {
  public UnencodableException(String message) {
    super(message);
  }
}
