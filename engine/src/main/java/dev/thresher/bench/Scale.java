package dev.thresher.bench;

/** How much is measured. A quick run shows that everything works; its figures are not judged. */
public enum Scale {
  FULL(1, 5, 3, 1),
  QUICK(0, 1, 1, 20);

  private final int warmUps;
  private final int short_;
  private final int long_;
  private final int divisor;

  Scale(int warmUps, int ofShort, int ofLong, int divisor) {
    this.warmUps = warmUps;
    this.short_ = ofShort;
    this.long_ = ofLong;
    this.divisor = divisor;
  }

  int warmUps() {
    return warmUps;
  }

  /** Of a workload that takes a second or less. */
  int repetitionsOfShort() {
    return short_;
  }

  int repetitionsOfLong() {
    return long_;
  }

  int count(int full) {
    return Math.max(2, full / divisor);
  }
}
