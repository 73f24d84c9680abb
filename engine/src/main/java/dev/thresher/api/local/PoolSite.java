package dev.thresher.api.local;

import dev.thresher.api.InitializerFailure;
import dev.thresher.api.WorkerInfo;
import dev.thresher.api.spi.Job;
import dev.thresher.api.spi.Seat;
import dev.thresher.api.spi.SiteSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A {@link ThreadPoolExecutor} and what it lacks: priorities, spare threads for those that wait in
 * a task, an initialiser, recycling, elastic size. Its own hooks are used for all of it.
 */
final class PoolSite extends LocalSite {
  private static final Logger LOG = LoggerFactory.getLogger(PoolSite.class);

  private final int width;
  private final ThreadFactory threads;
  private final TaskQueue queue;
  private final Pool pool;
  private final Set<WorkerSeat> seats = ConcurrentHashMap.newKeySet();
  private final AtomicInteger permanent = new AtomicInteger();
  private int spares;
  private volatile @Nullable InitializerFailure broken;

  /** Ends a worker that is to be replaced; never reaches anybody. */
  private static final class WornOut extends RuntimeException {
    private static final long serialVersionUID = 1;
    static final WornOut INSTANCE = new WornOut();

    private WornOut() {
      super("a worker is replaced", null, false, false);
    }
  }

  PoolSite(SiteSettings settings, boolean virtual) {
    super(settings);
    this.width = settings.workers().orElseGet(Runtime.getRuntime()::availableProcessors);
    this.threads = threads(settings.name() + "-", virtual);
    this.queue = new TaskQueue(new Workers());
    this.pool = new Pool(queue);
  }

  // As those of Executors.defaultThreadFactory: a program does not end while its executor is open.
  private static ThreadFactory threads(String prefix, boolean virtual) {
    return virtual
        ? Thread.ofVirtual().name(prefix, 1).factory()
        : Thread.ofPlatform()
            .daemon(false)
            .priority(Thread.NORM_PRIORITY)
            .name(prefix, 1)
            .factory();
  }

  private final class Pool extends ThreadPoolExecutor {
    Pool(TaskQueue queue) {
      super(width, width, keepAlive().toNanos(), TimeUnit.NANOSECONDS, queue);
      setThreadFactory(worker -> threads.newThread(() -> work(worker)));
      setRejectedExecutionHandler((_, _) -> {
        throw refusal();
      });
      allowCoreThreadTimeOut(settings.fewest().isPresent());
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
      var failure = broken;
      if (failure != null) {
        Endings.fail((Job) task, failure);
        throw WornOut.INSTANCE;
      }
      seat().begin(task);
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
      MDC.clear();
      seat().end();
    }
  }

  private Duration keepAlive() {
    return settings.fewest().isPresent() ? settings.idleTimeout() : Duration.ZERO;
  }

  private static WorkerSeat seat() {
    return (WorkerSeat) java.util.Objects.requireNonNull(Seat.current());
  }

  private final class Workers implements TaskQueue.Takers {
    @Override
    public void beforeTake() {
      if (seat().isWornOut(settings.recycling()) && !pool.isShutdown()) {
        throw WornOut.INSTANCE;
      }
    }

    @Override
    public boolean mayEndIdle() {
      return !seat().isPermanent;
    }
  }

  /** The life of one worker thread. */
  private void work(Runnable poolWorker) {
    boolean isPermanent = permanent.getAndIncrement() < settings.fewest().orElse(0);
    if (!isPermanent) {
      permanent.getAndDecrement();
    }
    var seat = new WorkerSeat(this, isPermanent);
    Seat.take(seat);
    seats.add(seat);
    try {
      prepare(seat);
      poolWorker.run();
    } catch (WornOut replaced) {
      // The pool has started another one by now.
    } finally {
      seats.remove(seat);
      if (isPermanent) {
        permanent.getAndDecrement();
      }
    }
  }

  private void prepare(WorkerSeat seat) {
    if (settings.initializer().isEmpty() || broken != null) {
      return;
    }
    var failure = Preparation.run(settings.initializer().get(), seat.name());
    if (failure != null) {
      broken = failure;
      pool.shutdown();
      var left = new ArrayList<Runnable>();
      queue.drainTo(left);
      left.forEach(task -> Endings.fail((Job) task, failure));
      pauses.end().forEach(job -> Endings.fail(job, failure));
    }
  }

  @Override
  @Nullable InitializerFailure failure() {
    return broken;
  }

  /** One thread more or less than there are workers. */
  synchronized void changeSpares(int change) {
    spares += change;
    int size = width + spares;
    if (change > 0) {
      pool.setMaximumPoolSize(size);
      pool.setCorePoolSize(size);
    } else {
      pool.setCorePoolSize(size);
      pool.setMaximumPoolSize(size);
    }
  }

  void tellAbandoned() {
    long stuck = seats.stream().filter(WorkerSeat::isAbandoned).count();
    if (stuck >= width) {
      LOG.error(
          "{}: {} threads run tasks that ignore deadline and interrupt, as many as it has workers;"
              + " they go on using processors. Thresher.processes ends such tasks for good",
          settings.name(),
          stuck);
    }
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void submit(Job job) {
    pool.execute(job);
  }

  @Override
  void runUnpaused(Job job) {
    queue.add(job); // the calling worker has yet to look for its next task
  }

  @Override
  List<Job> unstarted(List<Runnable> given) {
    return given.stream().map(Job.class::cast).filter(job -> !job.isDone(0)).toList();
  }

  @Override
  ExecutorService executor() {
    return pool;
  }

  @Override
  public List<WorkerInfo> workers() {
    return seats.stream()
        .map(WorkerSeat::info)
        .sorted(java.util.Comparator.comparing(info -> info.place().worker()))
        .toList();
  }

  @Override
  public boolean drain(String worker) {
    var found = seats.stream().filter(seat -> seat.name().equals(worker)).findFirst();
    found.ifPresent(WorkerSeat::drain);
    queue.wakeAll();
    return found.isPresent();
  }
}
