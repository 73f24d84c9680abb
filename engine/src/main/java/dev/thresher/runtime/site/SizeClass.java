package dev.thresher.runtime.site;

/**
 * Tasks are sent in batches of a number, but a message has a size: so those with small arguments
 * and those with large ones are kept apart, each with a number that fits.
 */
enum SizeClass {
  TINY(64, 3072),
  SMALL(512, 384),
  MEDIUM(8 * 1024, 24),
  LARGE(Integer.MAX_VALUE, 1);

  private final int mostBytes;
  private final int batchLimit;

  SizeClass(int mostBytes, int batchLimit) {
    this.mostBytes = mostBytes;
    this.batchLimit = batchLimit;
  }

  static SizeClass of(int bytes) {
    for (var size : values()) {
      if (bytes <= size.mostBytes) {
        return size;
      }
    }
    return LARGE;
  }

  /** Most tasks in one batch: about 192 KiB of arguments. */
  int batchLimit() {
    return batchLimit;
  }
}
