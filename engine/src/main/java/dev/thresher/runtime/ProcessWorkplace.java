package dev.thresher.runtime;

import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToFleet;
import dev.thresher.backend.EnvelopeSerializer;
import dev.thresher.backend.direct.DirectListener;
import dev.thresher.backend.process.Nursery;
import dev.thresher.backend.process.ProcessFleet;
import dev.thresher.backend.process.RunTerms;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.codec.Contact;
import dev.thresher.codec.WireCounters;
import dev.thresher.identity.TlsIdentity;
import dev.thresher.launch.HeapPlan;
import dev.thresher.launch.Installation;
import dev.thresher.launch.WorkerCommand;
import dev.thresher.model.Incarnation;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.runtime.training.Training;
import dev.thresher.trace.TaskTrace;
import java.io.IOException;
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

  /** A process that is killed ends within milliseconds, on a busy host within a second or two. */
  private static final Duration END_TIMEOUT = Duration.ofSeconds(15);

  private final RunOptions options;
  private final RunDirectory directory;
  private final List<String> flags;
  private final Nursery nursery;
  private final int workers;
  private final int atFirst;
  private final HeapPlan.Fits heap;
  private final Optional<DirectListener> channels;
  private @Nullable ActorSystem<ToCoordinator> node;

  /**
   * All workers start at once.
   *
   * @throws IllegalArgumentException if so many workers do not fit; the message is for the user
   * @throws IOException if there is no place for their channels
   */
  public ProcessWorkplace(RunOptions options, RunDirectory directory) throws IOException {
    this(options, directory, workers(options), List.of());
  }

  /**
   * @param atFirst of the workers start at once; the others are asked for when they are needed
   * @param flags of the JVMs of all of them, beside the usual ones
   * @throws IllegalArgumentException if so many workers do not fit; the message is for the user
   * @throws IOException if there is no place for their channels
   */
  public ProcessWorkplace(
      RunOptions options, RunDirectory directory, int atFirst, List<String> flags)
      throws IOException {
    this.options = options;
    this.flags = List.copyOf(flags);
    this.directory = directory;
    this.workers = workers(options);
    this.atFirst = Math.min(atFirst, workers);
    this.heap =
        switch (heapPlan(options)) {
          case HeapPlan.Fits fits -> fits;
          case HeapPlan.Refused(String reason) -> throw new IllegalArgumentException(reason);
        };
    this.channels =
        switch (options.settings().transport()) {
          case ARTERY -> Optional.empty();
          case DIRECT -> Optional.of(DirectListener.open(directory.path()));
        };
    this.nursery =
        new Nursery(worker -> command(worker, heap.heapMebibytes()), directory::workerOutput);
    nursery.startEarly(Math.min(this.atFirst, wave()));
    // By their channels they need nothing of this JVM's that is still to be made.
    channels.ifPresent(
        listener -> nursery.agree(terms(worker -> new Contact.ByChannel(listener.expect(worker)))));
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
    var all = new ArrayList<>(WorkerCommand.flags(heapMebibytes, errors));
    all.addAll(flags);
    var gcLogs = System.getProperty(WorkerCommand.GC_LOGS, "");
    if (!gcLogs.isEmpty()) {
      all.addAll(WorkerCommand.gcLog(Path.of(gcLogs)));
    }
    all.addAll(TaskTrace.flags());
    return workerCommand(all);
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
    return options.settings().transport().label();
  }

  @Override
  public Optional<String> notice() {
    return Optional.of(heap.arithmetic());
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public int atFirst() {
    return atFirst;
  }

  @Override
  public int slots() {
    return workers * options.settings().processes().slots();
  }

  @Override
  public ActorSystem<ToCoordinator> system(Behavior<ToCoordinator> coordinator) {
    if (channels.isPresent()) {
      return EngineSystem.local(coordinator);
    }
    var identity = TlsIdentity.generate();
    nursery.agree(terms(RunTerms.byCluster(identity)));
    var made = EngineSystem.coordinator(coordinator, identity);
    node = made;
    return made;
  }

  private RunTerms terms(Function<Incarnation, Contact> contact) {
    var processes = options.settings().processes();
    return new RunTerms(
        directory.id(),
        contact,
        worker -> directory.workerLog(worker).toAbsolutePath(),
        "INFO",
        directory.taskLogs().toAbsolutePath(),
        directory.blobs().toAbsolutePath(),
        processes.slots(),
        processes.beat(),
        ORPHAN_GRACE,
        Optional.empty());
  }

  @Override
  public Function<ActorRef<ToCoordinator>, Behavior<ToFleet>> fleet() {
    var startTimeout = options.settings().processes().startTimeout();
    var limits = new ProcessFleet.Limits(startTimeout, wave(), directory::started, END_TIMEOUT);
    return coordinator -> ProcessFleet.create(coordinator, nursery, limits, channels);
  }

  @Override
  public Traffic traffic() {
    return counters()
        .map(WireCounters::read)
        .map(reading -> new Traffic(reading.bytesSent(), reading.bytesReceived()))
        .orElse(Traffic.NONE);
  }

  private Optional<WireCounters> counters() {
    return channels
        .map(DirectListener::counters)
        .or(() -> Optional.ofNullable(node).map(EnvelopeSerializer::countersOf));
  }

  /** Only now are caches made, if they are missing: this run's start shall not wait for them. */
  @Override
  public void close() {
    nursery.close();
    channels.ifPresent(DirectListener::close);
    Training.startIfNeeded(Installation.current());
  }
}
