package dev.thresher.schedule;

/**
 * How long tasks took.
 *
 * @param nanos of all of them together
 * @param shortest of one of them; infinite if there were none
 */
record Times(long tasks, double nanos, double shortest) {
  static final Times NONE = new Times(0, 0, Double.POSITIVE_INFINITY);

  Times and(Times more) {
    return new Times(tasks + more.tasks, nanos + more.nanos, Math.min(shortest, more.shortest));
  }

  /** 0 if there were none. */
  double meanNanos() {
    return tasks == 0 ? 0 : nanos / tasks;
  }

  /** Whether each of them took longer, as far as one can tell, and not one of them alone. */
  boolean areSlowerThan(Times others, int times) {
    return meanNanos() >= times * others.meanNanos() && shortest >= times * others.shortest;
  }
}
