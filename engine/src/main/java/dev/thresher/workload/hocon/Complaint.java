package dev.thresher.workload.hocon;

import java.util.Optional;

/**
 * One thing that is wrong with a workload, for the person who wrote it.
 *
 * @param message what is wrong and what is allowed; one line
 * @param suggestion what was probably meant, as it should be written
 */
public record Complaint(Origin origin, String message, Optional<String> suggestion) {
  public static Complaint of(Origin origin, String message) {
    return new Complaint(origin, message, Optional.empty());
  }

  /** {@code sweep.conf:12: unknown key "worker"; allowed here: …; did you mean "workers"?} */
  public String render() {
    return origin
        + ": "
        + message
        + suggestion.map(meant -> "; did you mean " + Shown.quoted(meant) + "?").orElse("");
  }
}
