package dev.thresher.model;

/**
 * The place of a worker in a run, {@code w1}, {@code w2}, …; it outlives the processes that fill
 * it.
 */
public record WorkerId(String name) implements Comparable<WorkerId> {
  public static WorkerId numbered(int number) {
    return new WorkerId("w" + number);
  }

  // w2 sorts before w10.
  @Override
  public int compareTo(WorkerId other) {
    int byLength = Integer.compare(name.length(), other.name.length());
    return byLength != 0 ? byLength : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
