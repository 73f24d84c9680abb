package dev.thresher.model;

/**
 * What is in a file, whatever its name: two files of the same content are one thing.
 *
 * @param sha256 digest of all of it, 32 bytes
 * @param length in bytes
 */
public record Content(Bytes sha256, long length) {
  public static final int DIGEST_BYTES = 32;

  public Content {
    if (sha256.length() != DIGEST_BYTES || length < 0) {
      throw new IllegalArgumentException(
          "no content: a digest of " + sha256.length() + " bytes, a length of " + length);
    }
  }

  /** The digest in lower-case hexadecimal digits, which is what its file is called in caches. */
  public String hex() {
    return java.util.HexFormat.of().formatHex(sha256.toArray());
  }

  @Override
  public String toString() {
    return hex().substring(0, 12) + "… of " + length + " bytes";
  }
}
