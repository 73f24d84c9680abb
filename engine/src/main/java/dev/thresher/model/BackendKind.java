package dev.thresher.model;

import java.util.Arrays;
import java.util.Optional;

/** Where tasks run. The keyword is what workload files and the command line say. */
public enum BackendKind {
  THREADS("threads"),
  VIRTUAL_THREADS("virtual-threads"),
  PROCESSES("processes"),
  CLUSTER("cluster");

  private final String keyword;

  BackendKind(String keyword) {
    this.keyword = keyword;
  }

  public String keyword() {
    return keyword;
  }

  /** Whether workers live in the coordinator's JVM, so that payloads travel as references. */
  public boolean sharesMemory() {
    return this == THREADS || this == VIRTUAL_THREADS;
  }

  public static Optional<BackendKind> of(String keyword) {
    return Arrays.stream(values()).filter(kind -> kind.keyword.equals(keyword)).findFirst();
  }
}
