package dev.thresher.rundir;

import dev.thresher.model.Incarnation;
import dev.thresher.model.RunEvent;
import dev.thresher.model.RunEvent.Lane;
import dev.thresher.model.RunEvent.Notice;
import dev.thresher.model.RunEvent.RunEnded;
import dev.thresher.model.RunEvent.RunStarted;
import dev.thresher.model.RunEvent.StageSized;
import dev.thresher.model.RunEvent.TaskFailed;
import dev.thresher.model.RunEvent.TaskRetried;
import dev.thresher.model.RunEvent.TasksEnded;
import dev.thresher.model.RunEvent.WorkerDown;
import dev.thresher.model.RunEvent.WorkerStarting;
import dev.thresher.model.RunEvent.WorkerUp;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status.json} says: the state, the live processes and the counts. Folds events; not
 * safe for several threads.
 */
final class RunStatus {
  private record Life(Incarnation worker, long pid, Instant startedAt) {}

  private final String run;
  private final String workload;
  private final long coordinatorPid;
  private final TreeMap<Incarnation, Life> live = new TreeMap<>();
  private @Nullable RunStarted started;
  private boolean ended;
  private long completed;
  private long failed;
  private long sizedLater;
  private long retried;

  RunStatus(String run, String workload, long coordinatorPid) {
    this.run = run;
    this.workload = workload;
    this.coordinatorPid = coordinatorPid;
  }

  /** Whether others should see the change at once: somebody came or went. */
  boolean on(RunEvent event) {
    return switch (event) {
      case RunStarted begun -> {
        started = begun;
        yield true;
      }
      case WorkerStarting born -> {
        live.put(born.worker(), new Life(born.worker(), born.pid(), born.startedAt()));
        yield true;
      }
      case WorkerUp up -> {
        live.put(up.worker(), new Life(up.worker(), up.pid(), up.startedAt()));
        yield true;
      }
      case WorkerDown down -> live.remove(down.worker()) != null;
      case RunEnded _ -> {
        live.clear();
        ended = true;
        yield true;
      }
      case StageSized sized -> {
        sizedLater += sized.tasks();
        yield true;
      }
      case TasksEnded tasks -> {
        completed += tasks.completed();
        failed += tasks.failed();
        yield false;
      }
      case TaskRetried _ -> {
        retried++;
        yield false;
      }
      case TaskFailed _, Lane _, Notice _ -> false;
    };
  }

  Fields toFields() {
    var begun = started;
    var fields =
        Fields.of("run", Value.of(run))
            .with("workload", Value.of(workload))
            .with("state", Value.of(ended ? "ended" : begun == null ? "starting" : "running"))
            .with("coordinator", Value.of(coordinatorPid))
            .with("workers", new Sequence(live.values().stream().map(RunStatus::worker).toList()));
    if (begun != null) {
      fields =
          fields
              .with("backend", Value.of(begun.backend().keyword()))
              .with("startedAt", Value.of(begun.startedAt().toString()));
    }
    return fields.with("tasks", tasks(begun == null ? 0 : begun.tasks() + sizedLater));
  }

  private static Value worker(Life life) {
    return Fields.of("worker", Value.of(life.worker().worker().name()))
        .with("incarnation", Value.of(life.worker().number()))
        .with("pid", Value.of(life.pid()))
        .with("startedAt", Value.of(life.startedAt().toString()));
  }

  private Value tasks(long total) {
    return Fields.of("total", Value.of(total))
        .with("completed", Value.of(completed))
        .with("failed", Value.of(failed))
        .with("retried", Value.of(retried));
  }
}
