package dev.thresher.workload;

import dev.thresher.task.Semantics;
import dev.thresher.task.WorkerShare;
import java.time.Duration;
import java.util.Optional;

/**
 * How the tasks of a stage are run, whatever they compute. Empty where nothing is said.
 *
 * @param deadline of each task
 */
record StageControls(
    Optional<Semantics> semantics,
    Optional<Duration> deadline,
    Optional<Retries> retries,
    ErrorRule onError,
    WorkerShare share) {}
