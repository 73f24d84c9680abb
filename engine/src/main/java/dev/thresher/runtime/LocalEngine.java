package dev.thresher.runtime;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.EngineSettings;
import dev.thresher.plan.Plan;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.runtime.durable.RunLedger;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** Runs plans on this host, with a coordinator in this JVM. */
public final class LocalEngine implements Engine {
  private final KindRegistry kinds;
  private final RecordFiles records;
  private final StateDirectory state;

  /**
   * Runs whatever kinds are on the class path; keeps its run directories where this user's are
   * kept.
   */
  public static LocalEngine ofThisUser() {
    return new LocalEngine(
        BuiltinKinds.load(),
        new StoredRecords(),
        StateDirectory.ofThisUser());
  }

  LocalEngine(KindRegistry kinds, RecordFiles records, StateDirectory state) {
    this.kinds = kinds;
    this.records = records;
    this.state = state;
  }

  @Override
  public Staffing staffing(RunOptions options) {
    return Workplaces.staffing(options);
  }

  /**
   * @throws UncheckedIOException if the run directory cannot be made; its message is for the user
   */
  @Override
  public RunHandle start(Plan plan, RunOptions options, RunListener listener) {
    try {
      var directory = directory(plan, options);
      var own = new AdoptedInput(state, directory).of(plan);
      var ledger =
          options.settings().ledger() == EngineSettings.Ledger.ON
              ? RunLedger.begin(directory, own, version())
              : RunLedger.none(directory);
      return LocalRun.start(own, options, directory, ledger, kinds, records, listener);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private static String version() {
    var version = LocalEngine.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  private RunDirectory directory(Plan plan, RunOptions options) throws IOException {
    return options.runDirectory().isPresent()
        ? RunDirectory.createAt(options.runDirectory().get(), plan.name(), Instant.now())
        : RunDirectory.create(state, plan.name(), Instant.now());
  }
}
