package dev.thresher.rundir;

import dev.thresher.model.HeapUse;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunEvent;
import dev.thresher.model.RunEvent.Busy;
import dev.thresher.model.RunEvent.Lane;
import dev.thresher.model.RunEvent.Notice;
import dev.thresher.model.RunEvent.RunEnded;
import dev.thresher.model.RunEvent.RunStarted;
import dev.thresher.model.RunEvent.StageSized;
import dev.thresher.model.RunEvent.TaskFailed;
import dev.thresher.model.RunEvent.TaskRetried;
import dev.thresher.model.RunEvent.TasksEnded;
import dev.thresher.model.RunEvent.TasksKept;
import dev.thresher.model.RunEvent.WorkerDown;
import dev.thresher.model.RunEvent.WorkerStarting;
import dev.thresher.model.RunEvent.WorkerUp;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status.json} says: the state, the live processes and the counts. Folds events; not
 * safe for several threads.
 */
final class RunStatus {
  private static final int GONE_KEPT = 20;

  /**
   * @param slots 0 until it has come up
   */
  private record Life(Incarnation worker, long pid, Instant startedAt, int slots) {}

  private final String run;
  private final String workload;
  private final long coordinatorPid;
  private final TreeMap<Incarnation, Life> live = new TreeMap<>();
  private final Map<Incarnation, Lane> lanes = new HashMap<>();
  private final ArrayDeque<WorkerDown> gone = new ArrayDeque<>();
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
        live.put(born.worker(), new Life(born.worker(), born.pid(), born.startedAt(), 0));
        yield true;
      }
      case WorkerUp up -> {
        live.put(up.worker(), new Life(up.worker(), up.pid(), up.startedAt(), up.slots()));
        yield true;
      }
      case WorkerDown down -> {
        note(down);
        lanes.remove(down.worker());
        yield live.remove(down.worker()) != null;
      }
      case RunEnded _ -> {
        live.clear();
        lanes.clear();
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
      case TasksKept kept -> {
        completed += kept.completed();
        failed += kept.failed();
        yield false;
      }
      case TaskRetried _ -> {
        retried++;
        yield false;
      }
      case Lane lane -> {
        lanes.put(lane.worker(), lane);
        yield false;
      }
      case TaskFailed _, Notice _ -> false;
    };
  }

  private void note(WorkerDown down) {
    if (!down.expected()) {
      gone.add(down);
      if (gone.size() > GONE_KEPT) {
        gone.removeFirst();
      }
    }
  }

  Fields toFields() {
    var begun = started;
    var fields =
        Fields.of("run", Value.of(run))
            .with("workload", Value.of(workload))
            .with("state", Value.of(ended ? "ended" : begun == null ? "starting" : "running"))
            .with("coordinator", Value.of(coordinatorPid))
            .with("workers", new Sequence(live.values().stream().map(this::worker).toList()))
            .with("lost", new Sequence(gone.stream().map(RunStatus::lost).toList()));
    if (begun != null) {
      fields =
          fields
              .with("backend", Value.of(begun.backend().keyword()))
              .with("startedAt", Value.of(begun.startedAt().toString()));
    }
    return fields.with("tasks", tasks(begun == null ? 0 : begun.tasks() + sizedLater));
  }

  private Value worker(Life life) {
    var lane = lanes.get(life.worker());
    var busy = lane == null ? List.<Busy>of() : lane.running();
    var heap = lane == null ? HeapUse.UNKNOWN : lane.heap();
    return Fields.of("worker", Value.of(life.worker().worker().name()))
        .with("incarnation", Value.of(life.worker().number()))
        .with("pid", Value.of(life.pid()))
        .with("startedAt", Value.of(life.startedAt().toString()))
        .with("slots", slots(life.slots()))
        .with("heapUsedBytes", Value.of(heap.usedBytes()))
        .with("heapLimitBytes", Value.of(heap.limitBytes()))
        .with("running", new Sequence(busy.stream().map(RunStatus::task).toList()));
  }

  private static Value slots(int slots) {
    return slots == Integer.MAX_VALUE ? Value.Absent.ABSENT : Value.of(slots);
  }

  private static Value task(Busy busy) {
    return Fields.of("stage", Value.of(busy.task().stage()))
        .with("index", Value.of(busy.task().index()))
        .with("millis", Value.of(busy.forNanos() / 1e6));
  }

  private static Value lost(WorkerDown down) {
    return Fields.of("worker", Value.of(down.worker().toString()))
        .with("pid", Value.of(down.pid()))
        .with("endedBy", Value.of(down.endedBy()))
        .with("atMillis", Value.of(down.atNanos() / 1e6));
  }

  private Value tasks(long total) {
    return Fields.of("total", Value.of(total))
        .with("completed", Value.of(completed))
        .with("failed", Value.of(failed))
        .with("retried", Value.of(retried));
  }
}
