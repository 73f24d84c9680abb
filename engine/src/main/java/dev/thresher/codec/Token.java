package dev.thresher.codec;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A secret of 32 random bytes. Compared in a time that says nothing about where two differ. */
public final class Token {
  static final int BYTES = 32;

  private final byte[] bytes;

  private Token(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A new one, that nobody can guess. */
  public static Token random(SecureRandom source) {
    var bytes = new byte[BYTES];
    source.nextBytes(bytes);
    return new Token(bytes);
  }

  static Token of(byte[] bytes, String field) {
    Check.that(bytes.length == BYTES, field + " has " + bytes.length + " bytes and not " + BYTES);
    return new Token(bytes.clone());
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Token that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "a token";
  }
}
