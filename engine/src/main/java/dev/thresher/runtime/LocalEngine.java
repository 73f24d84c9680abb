package dev.thresher.runtime;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.EngineSettings;
import dev.thresher.plan.Plan;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.rundir.StoredRun;
import dev.thresher.runtime.durable.Opening;
import dev.thresher.runtime.durable.Request;
import dev.thresher.runtime.durable.RunLedger;
import dev.thresher.runtime.nodes.ClusterLink;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
    return new LocalEngine(BuiltinKinds.load(), new StoredRecords(), StateDirectory.ofThisUser());
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
   * @throws dev.thresher.runtime.nodes.NoClusterException if the cluster that is named cannot be
   *     reached
   */
  @Override
  public RunHandle start(Plan plan, RunOptions options, RunListener listener) {
    // Before anything is written: of a cluster that is not there nothing shall be left behind.
    var link = Workplaces.link(options);
    try {
      var directory = directory(plan, options);
      var own = new AdoptedInput(state, directory).of(plan);
      var ledger =
          options.settings().ledger() == EngineSettings.Ledger.ON
              ? RunLedger.begin(directory, own, version())
              : RunLedger.none(directory);
      return LocalRun.start(
          own, options, directory, ledger, List.of(), link, kinds, records, listener);
    } catch (IOException refused) {
      link.ifPresent(ClusterLink::close);
      throw new UncheckedIOException(refused);
    }
  }

  @Override
  public Resumed resume(
      Plan plan, RunOptions options, StoredRun earlier, Request request, RunListener listener) {
    var link = Workplaces.link(options);
    try {
      EarlierWorkers.awaitEnd(earlier);
      var directory = RunDirectory.reopen(earlier);
      directory.keepForResume(true);
      try {
        return resume(plan, options, directory, request, link, listener);
      } catch (IOException | RuntimeException refused) {
        link.ifPresent(ClusterLink::close);
        directory.close();
        throw refused;
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private Resumed resume(
      Plan plan,
      RunOptions options,
      RunDirectory directory,
      Request request,
      Optional<ClusterLink> link,
      RunListener listener)
      throws IOException {
    var own = new AdoptedInput(state, directory).of(plan);
    return switch (Opening.of(directory, own, request)) {
      case Opening.Opened.Going(var ledger, var notices) ->
          new Resumed.Going(
              LocalRun.start(
                  own, options, directory, ledger, notices, link, kinds, records, listener));
      case Opening.Opened.Over(var end, var sentence) -> {
        link.ifPresent(ClusterLink::close);
        directory.close();
        yield new Resumed.Over(end, sentence);
      }
    };
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
