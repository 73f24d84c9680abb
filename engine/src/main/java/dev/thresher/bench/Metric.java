package dev.thresher.bench;

/** A quantity that is measured. */
public enum Metric {
  FUTURES("futures", Unit.TASKS_PER_SECOND),
  ITEMS("items", Unit.TASKS_PER_SECOND),
  ITEMS_IN_CHUNKS("items, chunk(1000)", Unit.TASKS_PER_SECOND),
  ROUND_TRIP_MEDIAN("round trip p50", Unit.MICROSECONDS),
  ROUND_TRIP_TAIL("round trip p99", Unit.MICROSECONDS),
  /** Ideal time, by the speed of one thread, over the time taken. */
  EFFICIENCY("efficiency", Unit.OF_IDEAL),
  ARGUMENTS_1_KIB("1 KiB arguments", Unit.MEBIBYTES_PER_SECOND),
  ARGUMENTS_64_KIB("64 KiB arguments", Unit.MEBIBYTES_PER_SECOND),
  ARGUMENTS_1_MIB("1 MiB arguments", Unit.MEBIBYTES_PER_SECOND),
  ARGUMENTS_16_MIB("16 MiB arguments", Unit.MEBIBYTES_PER_SECOND),
  /** Time taken over the ideal time. */
  ELAPSED("elapsed", Unit.TIMES_IDEAL),
  /** The same, of requests to a server in place of sleeps. */
  ELAPSED_HTTP("elapsed, HTTP", Unit.TIMES_IDEAL),
  AFTER_KILL("after the kill", Unit.SECONDS),
  LOST("lost or hung", Unit.TASKS),
  FIRST_RESULT("first result", Unit.SECONDS),
  WAITING_TASK("waiting task", Unit.BYTES),
  IDLE_WORKER("idle worker", Unit.MEBIBYTES),
  GRAIN_SUBMIT("through submit", Unit.MICROSECONDS),
  GRAIN_MAP("through map", Unit.MICROSECONDS);

  /** What a number counts. */
  public enum Unit {
    TASKS_PER_SECOND("tasks/s"),
    MEBIBYTES_PER_SECOND("MiB/s"),
    SECONDS("s"),
    MICROSECONDS("µs"),
    OF_IDEAL("of ideal"),
    TIMES_IDEAL("× ideal"),
    BYTES("B"),
    MEBIBYTES("MiB"),
    TASKS("tasks");

    private final String word;

    Unit(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  private final String word;
  private final Unit unit;

  Metric(String word, Unit unit) {
    this.word = word;
    this.unit = unit;
  }

  public String word() {
    return word;
  }

  public Unit unit() {
    return unit;
  }
}
