package dev.thresher.runtime;

import dev.thresher.host.MemoryKills;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunEvent;
import dev.thresher.model.RunEvent.Lane;
import dev.thresher.model.RunEvent.RunStarted;
import dev.thresher.model.RunEvent.WorkerDown;
import dev.thresher.model.RunEvent.WorkerUp;
import dev.thresher.rundir.PostMortem;
import dev.thresher.rundir.RunDirectory;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a post-mortem of every worker process that the engine did not end, as soon as it is gone.
 * A disk that refuses costs a line in the log.
 */
final class PostMortems implements RunListener {
  private static final Logger LOG = LoggerFactory.getLogger(PostMortems.class);

  private final RunDirectory directory;
  private final List<String> stages;
  private final long killsBefore = MemoryKills.count();
  private final Map<Incarnation, Long> upSince = new HashMap<>();
  private final Map<Incarnation, Lane> lastWords = new HashMap<>();
  private long coordinator;

  /**
   * @param stages names by number
   */
  PostMortems(RunDirectory directory, List<String> stages) {
    this.directory = directory;
    this.stages = List.copyOf(stages);
  }

  @Override
  public void on(RunEvent event) {
    switch (event) {
      case RunStarted started -> coordinator = started.coordinatorPid();
      case WorkerUp up -> upSince.put(up.worker(), up.atNanos());
      case Lane lane -> lastWords.put(lane.worker(), lane);
      case WorkerDown down -> gone(down);
      case RunEvent.WorkerStarting _,
          RunEvent.StageSized _,
          RunEvent.TasksEnded _,
          RunEvent.TasksKept _,
          RunEvent.TaskFailed _,
          RunEvent.TaskRetried _,
          RunEvent.RunEnded _,
          RunEvent.Notice _ -> {}
    }
  }

  // A thread of this process has no end of its own to tell of, and what never started has no pid.
  private void gone(WorkerDown down) {
    var since = upSince.remove(down.worker());
    var lastWord = lastWords.remove(down.worker());
    if (down.expected() || down.pid() == 0 || down.pid() == coordinator) {
      return;
    }
    var page =
        new PostMortem(
            down,
            since == null ? down.atNanos() : since,
            lastWord,
            MemoryKills.count() - killsBefore);
    try {
      page.write(directory, this::stage);
    } catch (IOException full) {
      LOG.warn("no post-mortem of {}: {}", down.worker(), full.toString());
    }
  }

  private String stage(int number) {
    return number < stages.size() ? stages.get(number) : "" + number;
  }
}
