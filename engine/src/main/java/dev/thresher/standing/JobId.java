package dev.thresher.standing;

import java.util.Optional;

/** The name of a job: {@code j1}, {@code j2}, …; short enough to be typed. */
public record JobId(int number) implements Comparable<JobId> {
  /** That name, if it is one: never a path, whatever was typed. */
  public static Optional<JobId> parse(String typed) {
    return typed.matches("j[1-9][0-9]{0,8}")
        ? Optional.of(new JobId(Integer.parseInt(typed.substring(1))))
        : Optional.empty();
  }

  @Override
  public int compareTo(JobId other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "j" + number;
  }
}
