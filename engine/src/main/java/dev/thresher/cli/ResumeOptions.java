package dev.thresher.cli;

import dev.thresher.journal.Resumption.Retries;
import dev.thresher.rundir.StoredRun;
import dev.thresher.rundir.StoredRuns;
import dev.thresher.runtime.durable.Request;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a run that has ended, however that came, is gone on with. */
final class ResumeOptions {
  @Option(
      names = "--resume",
      description = {
        "Goes on with the last run of this workload, or with the one that --run-dir names: what has"
            + " ended there is kept and not run again, as far as its code and inputs are unchanged."
      })
  private boolean resume;

  @Option(
      names = "--retry-failed",
      description = "Resumes, and runs again the tasks that failed for good.")
  private boolean retryFailed;

  @Option(
      names = "--retry-unknown",
      description = {
        "Resumes, and runs again the tasks that may start once only and of which it is not known"
            + " whether they ran."
      })
  private boolean retryUnknown;

  @Option(
      names = "--salvage",
      description = {
        "Resumes from a ledger that is damaged in the middle as far as it is sound, and says what is"
            + " lost."
      })
  private boolean salvage;

  boolean asked() {
    return resume || retryFailed || retryUnknown || salvage;
  }

  Request request() {
    return new Request(new Retries(retryFailed, retryUnknown), salvage);
  }

  /**
   * @param reference a run's name, its beginning or its directory; empty for the last one
   * @throws Refusal if there is no such run, or it cannot be gone on with
   */
  static StoredRun find(StoredRuns runs, String workload, Optional<String> reference)
      throws IOException {
    var run =
        reference.isPresent() ? RunReference.find(runs, reference.get()) : last(runs, workload);
    if (!run.workload().equals(workload)) {
      throw Refusal.of(
          "%s is a run of %s, not of %s".formatted(run.directory(), run.workload(), workload));
    }
    if (!run.hasLedger()) {
      throw Refusal.of(
          run.directory()
              + " has no ledger to resume from (engine.ledger = off); run it again without --resume");
    }
    if (run.isInUse()) {
      throw Refusal.of(
          "%s is still running, in process %d; end that first"
              .formatted(run.directory(), run.coordinator()));
    }
    return run;
  }

  private static StoredRun last(StoredRuns runs, String workload) throws IOException {
    return runs.named(workload).stream()
        .findFirst()
        .orElseThrow(() ->
            Refusal.of(
                "there is no run of " + workload + " to resume; run it without --resume first"));
  }
}
