package dev.thresher.insides;

import dev.thresher.codec.PayloadCodec;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings;
import dev.thresher.model.EngineSettings.DispatcherKind;
import dev.thresher.model.EngineSettings.Processes;
import dev.thresher.model.EngineSettings.Routing;
import dev.thresher.model.EngineSettings.Schedule;
import dev.thresher.model.EngineSettings.Threads;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.TaskResult;
import dev.thresher.schedule.SchedulingLimits;
import dev.thresher.task.Inputs;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the benchmarks have in common: tasks whose result is a number, and usual settings. */
final class Usual {
  /** Run time that a result tells. */
  static final long TASK_NANOS = 1_000;

  private static final PayloadCodec PAYLOADS = new PayloadCodec(Path.of("/nowhere"));

  private Usual() {}

  static Incarnation worker(int number) {
    return new Incarnation(WorkerId.numbered(number), 1);
  }

  static PayloadCodec payloads() {
    return PAYLOADS;
  }

  static StageSpec stage() {
    return new StageSpec(
        0,
        "stage",
        new TaskBody.Builtin("nothing", 1),
        Fields.NONE,
        new Inputs.Given(),
        Semantics.AT_LEAST_ONCE,
        0);
  }

  /** Of tasks {@code from} to before {@code until}, whose results are their indices. */
  static List<TaskResult> results(long from, long until) {
    var results = new ArrayList<TaskResult>((int) (until - from));
    for (long index = from; index < until; index++) {
      results.add(new TaskResult(index, new Outcome.Completed(encoded(index)), TASK_NANOS));
    }
    return results;
  }

  static Payload encoded(long number) {
    try {
      return PAYLOADS.encode(Value.of(number));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Those of worker processes, whose batches hold at most so many tasks. */
  static SchedulingLimits limits(int batchLimit) {
    var minute = Duration.ofMinutes(1);
    var settings =
        new EngineSettings(
            new Threads(DispatcherKind.FIXED, 0),
            new Processes(1, 0, minute, minute, Duration.ofSeconds(1), 5, minute),
            new Schedule(Duration.ofMillis(5), batchLimit, 2, 65536, Routing.LEAST_LOADED));
    return SchedulingLimits.of(settings, BackendKind.PROCESSES, 0);
  }
}
