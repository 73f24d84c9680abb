package dev.thresher.bench;

/** How much is measured. A quick run shows that everything works; its figures are not judged. */
public enum Scale {
  FULL(true, 5, 3, 1),
  QUICK(false, 1, 1, 20);

  private final boolean warmsUp;
  private final int short_;
  private final int long_;
  private final int divisor;

  Scale(boolean warmsUp, int ofShort, int ofLong, int divisor) {
    this.warmsUp = warmsUp;
    this.short_ = ofShort;
    this.long_ = ofLong;
    this.divisor = divisor;
  }

  WarmUp warmUp(WarmUp full) {
    return warmsUp ? full : WarmUp.NONE;
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
