package dev.thresher.workload.hocon;

/**
 * Counts what one document has asked for so far, over all its files, and refuses too much of it.
 */
final class Effort {
  private int references;
  private int appends;
  private int includes;
  private long resolved;

  void reference(Origin at) {
    require(++references <= Limits.REFERENCES, at, "more than " + Limits.REFERENCES + " \"${\"");
  }

  void append(Origin at) {
    require(++appends <= Limits.APPENDS, at, "more than " + Limits.APPENDS + " \"+=\"");
  }

  void include(Origin at) {
    require(++includes <= Limits.INCLUDES, at, "more than " + Limits.INCLUDES + " includes");
  }

  void resolved(int characters, Origin at) {
    resolved += characters + 1L;
    require(
        resolved <= Limits.RESOLVED,
        at,
        "its references stand for more than " + Limits.RESOLVED / (1 << 20) + " MiB of text");
  }

  /** What {@link #resolved} has counted so far. */
  long resolved() {
    return resolved;
  }

  /** A value that was counted before stands here once more. */
  void repeated(long weight, Origin at) {
    resolved += weight - 1;
    resolved(0, at);
  }

  static void nesting(int depth, Origin at) {
    require(depth <= Limits.NESTING, at, "nested more than " + Limits.NESTING + " deep");
  }

  static void resolvingDepth(int depth, Origin at) {
    require(
        depth <= Limits.RESOLVING_DEPTH,
        at,
        "references follow one another more than " + Limits.RESOLVING_DEPTH + " deep");
  }

  private static void require(boolean holds, Origin at, String excess) {
    if (!holds) {
      throw new Refusal(at, "this is not read: " + excess);
    }
  }
}
