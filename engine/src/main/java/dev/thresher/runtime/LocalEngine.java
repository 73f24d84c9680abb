package dev.thresher.runtime;

import dev.thresher.plan.Plan;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.task.KindRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** Runs plans on this host, with a coordinator in this JVM. */
public final class LocalEngine implements Engine {
  private final KindRegistry kinds;
  private final StateDirectory state;
  private final ScheduleFactory schedules;

  LocalEngine(KindRegistry kinds, StateDirectory state, ScheduleFactory schedules) {
    this.kinds = kinds;
    this.state = state;
    this.schedules = schedules;
  }

  /**
   * @throws UncheckedIOException if the run directory cannot be made; its message is for the user
   */
  @Override
  public RunHandle start(Plan plan, RunOptions options, RunListener listener) {
    try {
      var directory = directory(plan, options);
      return LocalRun.start(plan, options, directory, kinds, schedules, listener);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private RunDirectory directory(Plan plan, RunOptions options) throws IOException {
    return options.runDirectory().isPresent()
        ? RunDirectory.createAt(options.runDirectory().get(), plan.name(), Instant.now())
        : RunDirectory.create(state, plan.name(), Instant.now());
  }
}
