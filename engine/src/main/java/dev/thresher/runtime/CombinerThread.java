package dev.thresher.runtime;

import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.plan.Combination;
import dev.thresher.plan.Derivation.Operation;
import dev.thresher.plan.Plan;
import dev.thresher.plan.RowReduction;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.workload.DurationText;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where results are combined by a method of the user's, which may never return: on a thread that
 * can be given up. Who has something done there waits for it, but no longer than until a call of
 * the method has lasted too long, the run's deadline has passed, or {@link #stop} was called.
 */
final class CombinerThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CombinerThread.class);
  private static final long LOOK_MILLIS = 50;
  private static final long GRACE_MILLIS = 5_000;

  /** What is done there. */
  interface Work {
    void run() throws IOException;
  }

  /** Why it was given up. */
  record Stop(RunEnd end, String reason) {}

  /** The work was given up; what it was about must not be touched any more. */
  static final class StoppedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Stop stop;

    StoppedException(Stop stop) {
      super(stop.reason());
      this.stop = stop;
    }

    Stop stop() {
      return stop;
    }
  }

  private final long beganNanos = System.nanoTime();
  private final Optional<Duration> runDeadline;
  private final CombinerCalls calls;
  private final CombinerOutput output;
  private final ExecutorService executor;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Stop stopped;

  private CombinerThread(
      Optional<Duration> runDeadline, CombinerCalls calls, CombinerOutput output) {
    this.runDeadline = runDeadline;
    this.calls = calls;
    this.output = output;
    this.executor =
        Executors.newSingleThreadExecutor(work -> {
          Runnable all = () -> output.around(work);
          var made = Thread.ofPlatform().daemon().name("thresher-combiner").unstarted(all);
          thread = made;
          return made;
        });
  }

  /**
   * Empty if nothing of this plan is combined by a method of the user's.
   *
   * @param calls is told of each call of the method
   */
  static Optional<CombinerThread> of(
      Plan plan, CombinerCalls calls, RunDirectory directory, BackendKind backend) {
    return isNeeded(plan)
        ? Optional.of(
            new CombinerThread(plan.deadline(), calls, new CombinerOutput(directory, backend)))
        : Optional.empty();
  }

  private static boolean isNeeded(Plan plan) {
    return plan.stages().stream()
            .anyMatch(
                stage -> stage.combination() instanceof Combination.Reduced(RowReduction.Method _))
        || plan.derivations().stream()
            .anyMatch(derivation ->
                derivation.operation() instanceof Operation.Grouped(var _, RowReduction.Method _));
  }

  /**
   * @throws IOException and unchecked exceptions as the work does
   */
  void run(Work work) throws IOException, StoppedException {
    requireGoing();
    Callable<Void> all =
        () -> {
          work.run();
          return null;
        };
    var done = executor.submit(all);
    try {
      while (!isDone(done)) {
        look();
        requireGoing();
      }
    } catch (StoppedException stop) {
      giveUp(done);
      throw stop;
    } catch (ExecutionException failed) {
      requireGoing();
      rethrow(failed.getCause());
    }
  }

  private static boolean isDone(Future<?> work) throws ExecutionException {
    try {
      work.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException goesOn) {
      return false;
    } catch (InterruptedException hurry) {
      throw new IllegalStateException("nobody interrupts the thread of results", hurry);
    }
  }

  private static void rethrow(@Nullable Throwable cause) throws IOException {
    switch (cause) {
      case IOException failed -> throw failed;
      case RuntimeException failed -> throw failed;
      case Error failed -> throw failed;
      case null, default -> throw new IllegalStateException(cause);
    }
  }

  private void look() {
    long now = System.nanoTime();
    var overdue = calls.overdue(now);
    if (overdue.isPresent()) {
      stop(RunEnd.FAILED, overdue.get() + where());
    } else if (runDeadline.filter(most -> now - beganNanos > most.toNanos()).isPresent()) {
      stop(
          RunEnd.DEADLINE,
          "the run's deadline of %s has passed while %s was at work%s"
              .formatted(DurationText.render(runDeadline.get()), calls.shown(), where()));
    }
  }

  /** The user's own line at which the method is, as far as one can be told. */
  private String where() {
    var known = thread;
    return known == null
        ? ""
        : Arrays.stream(known.getStackTrace())
            .filter(frame -> !isOfEngineOrJdk(frame))
            .findFirst()
            .map(frame -> ", at " + frame)
            .orElse("");
  }

  private static boolean isOfEngineOrJdk(StackTraceElement frame) {
    return frame.getModuleName() != null || frame.getClassName().startsWith("dev.thresher.");
  }

  /** What is being done is given up, and nothing more is; the first reason counts. */
  void stop(RunEnd end, String reason) {
    if (stopped == null) {
      stopped = new Stop(end, reason);
    }
  }

  private void requireGoing() throws StoppedException {
    var known = stopped;
    if (known != null) {
      throw new StoppedException(known);
    }
  }

  // A method that does not listen is left behind; the thread keeps no JVM from ending.
  private void giveUp(Future<?> work) {
    calls.refuse();
    var known = thread;
    if (known != null) {
      known.interrupt();
    }
    try {
      work.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException deaf) {
      LOG.warn("{} does not end when it is interrupted; its thread is left behind", calls.shown());
    } catch (ExecutionException asExpected) {
      // It has ended.
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    executor.shutdown();
    output.close();
  }
}
