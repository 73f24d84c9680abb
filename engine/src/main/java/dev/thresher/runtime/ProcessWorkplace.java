package dev.thresher.runtime;

import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToFleet;
import dev.thresher.backend.EnvelopeSerializer;
import dev.thresher.backend.process.Nursery;
import dev.thresher.backend.process.ProcessFleet;
import dev.thresher.backend.process.RunTerms;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.cluster.TlsIdentity;
import dev.thresher.launch.HeapPlan;
import dev.thresher.launch.Installation;
import dev.thresher.launch.WorkerCommand;
import dev.thresher.model.Incarnation;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.runtime.training.Training;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

/**
 * Worker processes on this host. They are started before this JVM's own actor system, so that both
 * come up at the same time.
 */
public final class ProcessWorkplace implements Workplace {
  private static final Duration ORPHAN_GRACE = Duration.ofSeconds(30);

  private final RunOptions options;
  private final RunDirectory directory;
  private final Nursery nursery;
  private final int workers;
  private final int atFirst;
  private final HeapPlan.Fits heap;
  private @Nullable ActorSystem<ToCoordinator> system;

  /**
   * All workers start at once.
   *
   * @throws IllegalArgumentException if so many workers do not fit; the message is for the user
   */
  public ProcessWorkplace(RunOptions options, RunDirectory directory) {
    this(options, directory, workers(options));
  }

  /**
   * @param atFirst of the workers start at once; the others are asked for when they are needed
   * @throws IllegalArgumentException if so many workers do not fit; the message is for the user
   */
  public ProcessWorkplace(RunOptions options, RunDirectory directory, int atFirst) {
    this.options = options;
    this.directory = directory;
    this.workers = workers(options);
    this.atFirst = Math.min(atFirst, workers);
    this.heap =
        switch (heapPlan(options)) {
          case HeapPlan.Fits fits -> fits;
          case HeapPlan.Refused(String reason) -> throw new IllegalArgumentException(reason);
        };
    this.nursery =
        new Nursery(worker -> command(worker, heap.heapMebibytes()), directory::workerOutput);
    nursery.startEarly(Math.min(this.atFirst, wave()));
  }

  /** Refused if so many workers of this size do not fit. */
  public static Staffing staffing(RunOptions options) {
    return switch (heapPlan(options)) {
      case HeapPlan.Fits fits ->
          new Staffing.Granted(
              workers(options),
              options.settings().processes().slots(),
              Optional.of(fits.arithmetic()));
      case HeapPlan.Refused(String reason) -> new Staffing.Refused(reason);
    };
  }

  private static HeapPlan heapPlan(RunOptions options) {
    int asked = options.settings().processes().heapMebibytes();
    return HeapPlan.of(workers(options), asked, HeapPlan.Machine.current());
  }

  private static int workers(RunOptions options) {
    return options.workers() > 0 ? options.workers() : Runtime.getRuntime().availableProcessors();
  }

  private WorkerCommand command(Incarnation worker, int heapMebibytes) {
    var errors = directory.crashReport(worker);
    var flags = new ArrayList<>(WorkerCommand.flags(heapMebibytes, errors));
    var gcLogs = System.getProperty(WorkerCommand.GC_LOGS, "");
    if (!gcLogs.isEmpty()) {
      flags.addAll(WorkerCommand.gcLog(Path.of(gcLogs)));
    }
    return workerCommand(flags);
  }

  private static WorkerCommand workerCommand(List<String> flags) {
    return new WorkerCommand(Installation.current().workerCommand(WorkerCommand.MAIN_CLASS, flags));
  }

  // More JVMs at once than this only make each other slower.
  private static int wave() {
    return Math.max(2, 2 * Runtime.getRuntime().availableProcessors());
  }

  @Override
  public String transport() {
    return "artery tls-tcp";
  }

  @Override
  public Optional<String> notice() {
    return Optional.of(heap.arithmetic());
  }

  @Override
  public int workers() {
    return workers;
  }

  /** Those that the fleet starts unasked. */
  public int atFirst() {
    return atFirst;
  }

  /** Tasks that all workers together run at once. */
  public int slots() {
    return workers * options.settings().processes().slots();
  }

  @Override
  public ActorSystem<ToCoordinator> system(Behavior<ToCoordinator> coordinator) {
    var identity = TlsIdentity.generate();
    nursery.agree(terms(identity));
    var made = EngineSystem.coordinator(coordinator, identity);
    system = made;
    return made;
  }

  private RunTerms terms(TlsIdentity identity) {
    var processes = options.settings().processes();
    return new RunTerms(
        directory.id(),
        identity,
        worker -> directory.workerLog(worker).toAbsolutePath(),
        "INFO",
        directory.taskLogs().toAbsolutePath(),
        directory.blobs().toAbsolutePath(),
        processes.slots(),
        processes.beat(),
        ORPHAN_GRACE);
  }

  @Override
  public Function<ActorRef<ToCoordinator>, Behavior<ToFleet>> fleet() {
    var startTimeout = options.settings().processes().startTimeout();
    var limits = new ProcessFleet.Limits(startTimeout, wave(), directory::started);
    return coordinator -> ProcessFleet.create(coordinator, nursery, limits);
  }

  @Override
  public Traffic traffic() {
    var node = system;
    if (node == null) {
      return Traffic.NONE;
    }
    var reading = EnvelopeSerializer.countersOf(node).read();
    return new Traffic(reading.bytesSent(), reading.bytesReceived());
  }

  /** Only now are caches made, if they are missing: this run's start shall not wait for them. */
  @Override
  public void close() {
    nursery.close();
    Training.startIfNeeded(Installation.current());
  }
}
