package dev.thresher.runtime;

import dev.thresher.backend.BackendProtocol.CancelRun;
import dev.thresher.backend.BackendProtocol.DrainRun;
import dev.thresher.backend.BackendProtocol.RowsReady;
import dev.thresher.backend.BackendProtocol.TakenIn;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.coordinator.CoordinatorActor;
import dev.thresher.coordinator.Submitter;
import dev.thresher.execute.bodies.RunPlace;
import dev.thresher.execute.bodies.TaskBodies;
import dev.thresher.host.CrashPoints;
import dev.thresher.host.CrashPoints.Moment;
import dev.thresher.host.SignsOfLife;
import dev.thresher.journal.DurableSchedule;
import dev.thresher.journal.Entry;
import dev.thresher.journal.LogNews;
import dev.thresher.launch.Installation;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent;
import dev.thresher.model.Value;
import dev.thresher.plan.Plan;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.TaskLogs;
import dev.thresher.runtime.CombinerThread.StoppedException;
import dev.thresher.runtime.durable.RunLedger;
import dev.thresher.runtime.nodes.ClusterLink;
import dev.thresher.schedule.Decision;
import dev.thresher.schedule.RunSchedule;
import dev.thresher.schedule.SchedulingLimits;
import dev.thresher.schedule.UptakeNews;
import dev.thresher.schedule.Volume;
import dev.thresher.task.Inputs;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from its directory to its last event. */
final class LocalRun implements Engine.RunHandle {
  private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);
  private static final Duration SYSTEM_END = Duration.ofSeconds(10);

  private final RunDirectory directory;
  private final RunLedger ledger;
  private final TaskBodies bodies;
  private final RunListener listener;
  private final Workplace workplace;
  private final Optional<CombinerThread> combiner;
  private final RunResults results;
  private final Publisher publisher;
  private final EventFeed feed;
  private final UptakeNews uptake;
  private final ActorSystem<ToCoordinator> system;
  private final CompletableFuture<RunEvent.RunEnded> ended = new CompletableFuture<>();
  private @Nullable TaskOutputTail output;
  private @Nullable IOException disk;
  private @Nullable UnfitResultException unfit;
  private @Nullable RuntimeException broken;
  private CombinerThread.@Nullable Stop stopped;
  private Decision.@Nullable Finish finish;

  // Of the thread that writes the ledger.
  private boolean waiting;

  /**
   * @param notices to be told first, in sentences for the user
   * @param link to the cluster, for backend {@code cluster}; closed with the run
   * @throws IOException if the directory or an output cannot be used; the message is for the user
   */
  static LocalRun start(
      Plan plan,
      RunOptions options,
      RunDirectory directory,
      RunLedger ledger,
      List<String> notices,
      Optional<ClusterLink> link,
      KindRegistry kinds,
      RecordFiles records,
      RunListener listener)
      throws IOException {
    var place = new RunPlace(directory.id(), directory.staging().toAbsolutePath());
    var bodies = new TaskBodies(kinds, place);
    var files = RunFiles.begin(directory, plan, options.backend());
    RunListener both =
        event -> {
          files.on(event);
          listener.on(event);
        };
    var run = new LocalRun(plan, options, directory, ledger, link, bodies, records, both);
    run.begin(plan, options, notices);
    return run;
  }

  private LocalRun(
      Plan plan,
      RunOptions options,
      RunDirectory directory,
      RunLedger ledger,
      Optional<ClusterLink> link,
      TaskBodies bodies,
      RecordFiles records,
      RunListener listener)
      throws IOException {
    this.directory = directory;
    this.ledger = ledger;
    this.bodies = bodies;
    this.listener = listener;
    var calls = new CombinerCalls();
    this.results =
        new RunResults(
            plan,
            new RunResults.Terms(
                bodies,
                records,
                ledger.payloads(),
                directory.staging().toAbsolutePath(),
                new OutputFile.Manner(directory.id().value(), options.overwriteOutputs()),
                calls,
                this::rowsAreThere));
    this.publisher = new Publisher(ledger, options.overwriteOutputs());
    this.workplace = Workplaces.of(options, directory, ledger.epoch(), link, bodies, records);
    this.combiner = CombinerThread.of(plan, calls, directory, options.backend());
    this.feed =
        new EventFeed(plan, System.nanoTime(), commits(), listener, end -> this.finish = end);
    var mostWaiting = Volume.within(Runtime.getRuntime().maxMemory());
    this.uptake = new UptakeNews(mostWaiting);
    var limits =
        SchedulingLimits.of(options.settings(), options.backend(), 0).withMostWaiting(mostWaiting);
    var schedule =
        RunSchedule.resume(plan, directory.id(), ledger.epoch(), limits, ledger.recovered());
    this.system =
        workplace.system(
            CoordinatorActor.create(
                new DurableSchedule(schedule, plan, ledger.log()),
                feed,
                Submitter.NONE,
                workplace.fleet(),
                workplace.workers(),
                Installation.current().caches().exitTime()));
  }

  private void begin(Plan plan, RunOptions options, List<String> notices) {
    if (options.showOutput()) {
      output = TaskOutputTail.begin(plan, new TaskLogs(directory.taskLogs()), feed::notice);
    }
    listener.on(
        new RunEvent.RunStarted(
            0,
            directory.id(),
            plan.name(),
            options.backend(),
            workplace.transport(),
            workplace.workers(),
            plan.tasks(),
            ProcessHandle.current().pid(),
            directory.path(),
            Instant.now()));
    notices.forEach(feed::notice);
    workplace.notice().ifPresent(feed::notice);
    workplace.tell(feed::notice);
    ledger.log().listen(this::ledgerHasMoved);
    var _ = system.getWhenTerminated().thenRun(feed::coordinatorIsGone);
    Thread.ofPlatform()
        .name("thresher-results")
        .uncaughtExceptionHandler(SignsOfLife.NEEDED)
        .start(this::work);
  }

  private void ledgerHasMoved() {
    boolean waits = ledger.log().news().state() == LogNews.State.WAITING;
    if (waits != waiting) {
      waiting = waits;
      feed.notice(
          waits
              ? ledger.log().news().detail()
                  + ": results wait, and nothing new is started; the run goes on by itself when"
                  + " there is space"
              : "there is space again: the run goes on");
    }
  }

  private void rowsAreThere(int stage, Inputs inputs, long size, long further, boolean whole) {
    feed.sized(stage, further);
    system.tell(new RowsReady(stage, inputs, size, whole));
  }

  private EventFeed.CommitSink commits() {
    return new EventFeed.CommitSink() {
      @Override
      public void accept(Decision.Commit commit) {
        take(() -> results.commit(commit), "a result of stage " + commit.stage());
      }

      @Override
      public void told(Decision.Commit commit) {
        uptake
            .takenIn(commit)
            .ifPresent(more -> system.tell(new TakenIn(more.results(), more.bytes())));
      }

      @Override
      public void caughtUp() {
        take(results::tellOfRows, "rows of a stage");
      }
    };
  }

  private interface Taking {
    void take() throws IOException;
  }

  // The first failure to write ends the run; what was on its way then is not written either.
  private void take(Taking taking, String what) {
    if (disk != null || unfit != null || broken != null || stopped != null) {
      return;
    }
    try {
      if (combiner.isPresent()) {
        combiner.get().run(taking::take);
      } else {
        taking.take();
      }
    } catch (StoppedException given) {
      stopped = given.stop();
      system.tell(new CancelRun(given.stop().reason()));
    } catch (IOException full) {
      disk = full;
      system.tell(new CancelRun("results cannot be written: " + full.getMessage()));
    } catch (UncheckedIOException unreadable) {
      disk = new IOException(unreadable.getMessage(), unreadable);
      system.tell(new CancelRun("inputs cannot be read: " + unreadable.getMessage()));
    } catch (UnfitResultException refused) {
      unfit = refused;
      system.tell(new CancelRun(String.valueOf(refused.getMessage())));
    } catch (RuntimeException fault) {
      LOG.error("{} cannot be taken in", what, fault);
      broken = fault;
      system.tell(new CancelRun("results cannot be combined: " + fault.getMessage()));
    }
  }

  private void replay(Entry.Committed earlier) {
    var commit =
        new Decision.Commit(earlier.stage(), earlier.attempt(), earlier.by(), earlier.results());
    take(() -> results.replay(commit), "an earlier result of stage " + commit.stage());
    feed.kept(commit);
  }

  private void work() {
    var last = lastEvent(RunEnd.INTERNAL, "the run was cut short", Value.Absent.ABSENT, List.of());
    try {
      results.begin();
      ledger.tellEarlier(this::replay);
      CrashPoints.reached(Moment.LEDGER_REPLAYED);
      feed.pump();
      showRestOfOutput();
      last = conclude();
    } catch (IOException full) {
      last = lastEvent(RunEnd.DISK, full.getMessage(), Value.Absent.ABSENT, List.of());
    } catch (Throwable fault) {
      // Errors too: where no file can be opened, no class can be loaded, and the run ends all the
      // same.
      LOG.error("the run ends with a fault of the engine", fault);
      last = lastEvent(RunEnd.INTERNAL, fault.toString(), Value.Absent.ABSENT, List.of());
    } finally {
      end(last);
    }
  }

  /** Whoever waits for the run hears of its end, whatever goes wrong in putting things away. */
  private void end(RunEvent.RunEnded last) {
    try {
      putAway(last);
      listener.on(last);
    } finally {
      ended.complete(last);
    }
  }

  private void showRestOfOutput() {
    if (output != null) {
      output.close();
      feed.drain();
    }
  }

  private RunEvent.RunEnded conclude() throws IOException, InterruptedException {
    var end = finish;
    if (end == null) {
      throw new IllegalStateException("the coordinator ended without a word");
    }
    if (!ledger.failure().isEmpty()) {
      throw new IOException(ledger.failure());
    }
    if (stopped != null) {
      return lastEvent(stopped.end(), stopped.reason(), Value.Absent.ABSENT, List.of());
    }
    if (disk != null) {
      throw disk;
    }
    if (unfit != null) {
      return lastEvent(RunEnd.FAILED, unfit.getMessage(), Value.Absent.ABSENT, List.of());
    }
    if (broken != null) {
      throw broken;
    }
    boolean whole = end.end() == Decision.End.COMPLETED || end.end() == Decision.End.FAILED;
    var result = results.finish(whole, publisher);
    results.remarks().forEach(remark -> listener.on(new RunEvent.Notice(feed.atNanos(), remark)));
    return lastEvent(endOf(end.end()), end.detail(), result, results.published());
  }

  private static RunEnd endOf(Decision.End end) {
    return switch (end) {
      case COMPLETED -> RunEnd.COMPLETED;
      case FAILED -> RunEnd.FAILED;
      case HALTED -> RunEnd.HALTED;
      case DRAINED, CANCELLED -> RunEnd.INTERRUPTED;
      case OVERDUE -> RunEnd.DEADLINE;
      case STALLED -> RunEnd.STALLED;
    };
  }

  private RunEvent.RunEnded lastEvent(
      RunEnd end, @Nullable String detail, Value result, List<java.nio.file.Path> outputs) {
    var traffic = workplace.traffic();
    return new RunEvent.RunEnded(
        feed.atNanos(),
        end,
        detail == null ? "" : detail,
        traffic.bytesSent(),
        traffic.bytesReceived() + results.bytesInFiles(),
        result,
        outputs,
        feed.taskTimes());
  }

  private void putAway(RunEvent.RunEnded last) {
    try {
      if (!EngineSystem.end(system, SYSTEM_END)) {
        LOG.warn("the actor system does not end; the run ends without it");
      }
      combiner.ifPresent(CombinerThread::close);
      bodies.close();
      results.close();
      ledger.close(last.end(), last.detail());
      directory.keepForResume(ledger.isThere() && last.end() != RunEnd.COMPLETED);
      directory.close();
    } catch (IOException leftOver) {
      LOG.warn("cannot tidy up {}: {}", directory.path(), leftOver.toString());
    } catch (InterruptedException fault) {
      LOG.warn("the actor system did not end well", fault);
    } finally {
      workplace.close();
    }
  }

  @Override
  public void drain() {
    system.tell(new DrainRun());
  }

  @Override
  public void cancel(String reason) {
    combiner.ifPresent(known -> known.stop(RunEnd.INTERRUPTED, reason));
    system.tell(new CancelRun(reason));
  }

  @Override
  public RunEvent.RunEnded await() throws InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException never) {
      throw new IllegalStateException(never);
    }
  }
}
