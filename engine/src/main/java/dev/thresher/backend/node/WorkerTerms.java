package dev.thresher.backend.node;

import dev.thresher.model.Bytes;
import dev.thresher.model.EngineSettings.SharedFilesystem;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How an agent starts one worker process. The paths are absolute, and lie on the driver's host; an
 * agent that does not see its files uses none of them.
 *
 * @param proofFile holds {@code proof} if it is the driver's own file that the agent sees
 * @param directory in which the worker works, as it would on the driver's host
 * @param heapMebibytes 0 means by the agent's own rule
 * @param startTimeout from the start of the process to its registration
 * @param shared whether the agent is to see the driver's files
 */
public record WorkerTerms(
    Path proofFile,
    Bytes proof,
    Path directory,
    Path logFile,
    Path outputFile,
    Path errorFile,
    Path startedFile,
    Path taskLogs,
    Path blobs,
    int heapMebibytes,
    int slots,
    Duration beat,
    Duration orphanGrace,
    Duration startTimeout,
    SharedFilesystem shared) {
  /** Bytes of a proof. */
  public static final int PROOF_BYTES = 32;

  /** The same with so many slots. */
  public WorkerTerms withSlots(int count) {
    return new WorkerTerms(
        proofFile,
        proof,
        directory,
        logFile,
        outputFile,
        errorFile,
        startedFile,
        taskLogs,
        blobs,
        heapMebibytes,
        count,
        beat,
        orphanGrace,
        startTimeout,
        shared);
  }
}
