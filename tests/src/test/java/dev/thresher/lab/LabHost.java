package dev.thresher.lab;

/** The hosts of the laboratory, each a network namespace. */
enum LabHost {
  /** The cluster's coordinator. */
  BIG(1),
  /** A worker each. */
  LEFT(2),
  RIGHT(3),
  /** Where runs are started. */
  DESK(4);

  static final int PORT = 7300;

  private final int number;

  LabHost(int number) {
    this.number = number;
  }

  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** By which the others reach it. */
  String address() {
    return "10.77.0." + number;
  }

  /** Where its node listens in truth, behind the {@link FaultProxy}; no other host sees it. */
  String behindProxy() {
    return "10.78.0." + number;
  }
}
