package dev.thresher.api.local;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The queue between whoever submits and a worker of an executor in this JVM: there and back through
 * two of them, and many one way with one way back.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QueueBenchmark {
  static final int MANY = 1_000;

  private static final TaskQueue.Takers TAKERS =
      new TaskQueue.Takers() {
        @Override
        public void beforeTake() {}

        @Override
        public boolean mayEndIdle() {
          return false;
        }
      };

  private final TaskQueue there = new TaskQueue(TAKERS);
  private final TaskQueue back = new TaskQueue(TAKERS);
  private final Thread worker = Thread.ofPlatform().daemon().unstarted(this::work);
  private final Task task = new Task(false);
  private final Task last = new Task(true);
  private volatile long run;

  /** Counts itself; the last one of several answers. */
  private final class Task implements Runnable {
    private final boolean answers;

    Task(boolean answers) {
      this.answers = answers;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // by the worker's thread alone
    public void run() {
      run++;
      if (answers) {
        back.offer(this);
      }
    }
  }

  private void work() {
    try {
      while (true) {
        there.take().run();
      }
    } catch (InterruptedException closed) {
      // the end
    }
  }

  /** Tasks that the other thread has run. */
  long run() {
    return run;
  }

  @Setup
  public void open() {
    worker.start();
  }

  @Benchmark
  public Runnable thereAndBack() throws InterruptedException {
    there.offer(last);
    return back.take();
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public Runnable many() throws InterruptedException {
    for (int i = 1; i < MANY; i++) {
      there.offer(task);
    }
    there.offer(last);
    return back.take();
  }

  @TearDown
  public void close() throws InterruptedException {
    worker.interrupt();
    worker.join();
  }
}
