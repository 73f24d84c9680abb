package dev.thresher.compare;

/** Where times come from, and so what would tell more. */
public enum Evidence {
  /** A comparison makes them, within its budget. */
  TRIALS("a larger budget", "give a larger budget"),
  /** They are what earlier runs have left. */
  RECORDINGS("more runs", "make more runs");

  private final String more;
  private final String advice;

  Evidence(String more, String advice) {
    this.more = more;
    this.advice = advice;
  }

  String more() {
    return more;
  }

  String advice() {
    return advice;
  }
}
