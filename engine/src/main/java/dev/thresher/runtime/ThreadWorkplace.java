package dev.thresher.runtime;

import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToFleet;
import dev.thresher.backend.thread.ThreadFleet;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.execute.FanOutSlots;
import dev.thresher.execute.ResultForm;
import dev.thresher.execute.Slots;
import dev.thresher.execute.StartJournal;
import dev.thresher.execute.TaskCode;
import dev.thresher.execute.TaskOutput;
import dev.thresher.execute.ThreadSlots;
import dev.thresher.host.SignsOfLife;
import dev.thresher.model.BackendKind;
import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.WorkerEvent;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;

/**
 * Workers in this JVM. On {@code threads} each worker is one platform thread; on {@code
 * virtual-threads} one worker starts every task on a virtual thread of its own, all at once unless
 * a limit is given.
 */
final class ThreadWorkplace implements Workplace {
  private static final Duration BEAT = Duration.ofMillis(250);
  private static final Duration ABANDON_AFTER = Duration.ofSeconds(5);

  private final RunOptions options;
  private final Staffing.Granted staffing;
  private final KindRegistry kinds;
  private final RecordFiles records;
  private final TaskOutput output;

  ThreadWorkplace(
      RunOptions options, RunDirectory directory, KindRegistry kinds, RecordFiles records) {
    this.options = options;
    this.staffing = staffing(options);
    this.kinds = kinds;
    this.records = records;
    this.output = TaskOutput.install(directory.taskLogs());
  }

  @Override
  public String transport() {
    return "memory";
  }

  @Override
  public Optional<String> notice() {
    return Optional.empty();
  }

  /** This JVM takes in any number. */
  static Staffing.Granted staffing(RunOptions options) {
    int asked = options.workers();
    if (options.backend() == BackendKind.VIRTUAL_THREADS) {
      return new Staffing.Granted(1, asked > 0 ? asked : Reply.UNLIMITED, Optional.empty());
    }
    int pool = options.settings().threads().poolSize();
    int cores = Runtime.getRuntime().availableProcessors();
    return new Staffing.Granted(asked > 0 ? asked : pool > 0 ? pool : cores, 1, Optional.empty());
  }

  @Override
  public int workers() {
    return staffing.workers();
  }

  @Override
  public int slots() {
    return staffing.slots() == Reply.UNLIMITED ? Reply.UNLIMITED : workers() * staffing.slots();
  }

  private boolean isVirtual() {
    return options.backend() == BackendKind.VIRTUAL_THREADS;
  }

  @Override
  public ActorSystem<ToCoordinator> system(Behavior<ToCoordinator> coordinator) {
    return EngineSystem.local(coordinator);
  }

  @Override
  public Function<ActorRef<ToCoordinator>, Behavior<ToFleet>> fleet() {
    var parts =
        new ThreadFleet.Parts(
            dispatcher(), staffing.slots(), "localhost", "local", BEAT, this::slots);
    return coordinator -> ThreadFleet.create(parts, coordinator);
  }

  private String dispatcher() {
    var kind = options.settings().threads().dispatcher();
    return "thresher-routees." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Function<Consumer<WorkerEvent>, Slots> slots(Incarnation worker) {
    if (staffing.slots() == Reply.UNLIMITED) {
      return events -> new FanOutSlots(code(), events);
    }
    var builder = isVirtual() ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    ThreadFactory threads =
        builder.name(worker + "-", 0).uncaughtExceptionHandler(SignsOfLife.NEEDED).factory();
    return events -> new ThreadSlots(code(), events, threads, ABANDON_AFTER);
  }

  private TaskCode code() {
    return new TaskCode(kinds, records, ResultForm.SHARED, output, StartJournal.NONE);
  }

  @Override
  public Traffic traffic() {
    return Traffic.NONE;
  }

  @Override
  public void close() {
    output.close();
  }
}
