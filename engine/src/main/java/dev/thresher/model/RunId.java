package dev.thresher.model;

/**
 * Names one execution of a workload: {@code <name>-<UTC time>-<random suffix>}, unique per host.
 */
public record RunId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
