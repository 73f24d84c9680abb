package dev.thresher.cli;

import dev.thresher.rundir.StoredRun;
import dev.thresher.rundir.StoredRuns;
import java.io.IOException;

/** What a user types for one run: {@code last}, its name, the beginning of it, or its directory. */
final class RunReference {
  private RunReference() {}

  /**
   * @throws Refusal if it fits no run, or several
   */
  static StoredRun find(StoredRuns runs, String reference) throws IOException {
    var found = runs.find(reference);
    if (found.isEmpty()) {
      throw Refusal.of("there is no run " + reference + "; see thresher runs list");
    }
    if (found.size() > 1) {
      var names = found.stream().map(StoredRun::id).toList();
      throw Refusal.of(reference + " fits several runs: " + String.join(", ", names));
    }
    return found.getFirst();
  }
}
