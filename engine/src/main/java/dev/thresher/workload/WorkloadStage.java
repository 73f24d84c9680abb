package dev.thresher.workload;

import dev.thresher.model.Value.Fields;
import dev.thresher.task.Inputs;
import dev.thresher.task.Semantics;
import dev.thresher.task.TaskBody;
import dev.thresher.task.WorkerShare;
import dev.thresher.workload.hocon.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One stage in the user's words.
 *
 * @param origin of the task, for what can only be found wrong later
 * @param constants parameters that no input column supplies, defaults filled in
 * @param from stage whose rows are the inputs; {@code inputs} says nothing then
 * @param after stages that must have ended well before
 * @param columns of the result's rows, in order; empty if only the rows tell
 * @param texts columns known to hold what is no number
 * @param deadline of each task
 * @param retries of each task after its own failure
 */
public record WorkloadStage(
    String name,
    Origin origin,
    TaskBody body,
    Fields constants,
    Inputs inputs,
    Optional<String> from,
    List<String> after,
    List<String> columns,
    Set<String> texts,
    Semantics semantics,
    Optional<Duration> deadline,
    Optional<Retries> retries,
    ErrorRule onError,
    WorkerShare share,
    Reduction reduction,
    Optional<OutputRequest> output) {}
