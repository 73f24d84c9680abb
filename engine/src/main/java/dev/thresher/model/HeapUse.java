package dev.thresher.model;

/**
 * What a JVM's heap held at some moment, garbage included.
 *
 * @param usedBytes of objects, those that nobody needs any more among them
 * @param limitBytes to which the heap may grow; 0 if nothing is known
 */
public record HeapUse(long usedBytes, long limitBytes) {
  public static final HeapUse UNKNOWN = new HeapUse(0, 0);

  public HeapUse {
    if (usedBytes < 0 || limitBytes < 0) {
      throw new IllegalArgumentException(usedBytes + " of " + limitBytes + " bytes");
    }
  }

  public boolean isKnown() {
    return limitBytes > 0;
  }
}
