package dev.thresher.runtime.site;

import dev.thresher.backend.BackendProtocol.WorkerExited;
import dev.thresher.backend.BackendProtocol.WorkerStarted;
import dev.thresher.coordinator.RunObserver;
import dev.thresher.model.HeapUse;
import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Reply;
import dev.thresher.schedule.Decision;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the coordinator tells off its thread, and passes it on in order, on the thread that
 * runs {@link #pump}: news run code of the caller's classes. Those that do not, and are few, are
 * passed on at once if nothing is before them: to wake a thread takes longer than to tell of a
 * task.
 */
final class SiteFeed implements RunObserver {
  /** What is made of it. Called by one thread. */
  interface Listener {
    /**
     * Whether {@link #committed} neither runs code of the caller's nor waits for anything. May be
     * asked on the coordinator's thread, and that be called there then.
     */
    boolean isQuick(Decision.Commit commit);

    void committed(Decision.Commit commit);

    void withdrawn(Decision.Withdraw withdrawn);

    void working(Incarnation worker, List<Reply.Running> running);

    void exited(WorkerExited worker, boolean expected);
  }

  private final Crew crew;
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();

  /**
   * News that are in the queue or being passed on. The coordinator adds one at a time; whoever
   * tells that it is gone may come between, and then a commit takes the queue without need.
   */
  private final AtomicInteger pending = new AtomicInteger();

  private final Listener listener;
  private final Recycler recycler;
  private volatile Decision.@Nullable Finish finish;

  // Of the thread that pumps.
  private boolean gone;

  SiteFeed(Crew crew, Recycler recycler, Listener listener) {
    this.crew = crew;
    this.recycler = recycler;
    this.listener = listener;
  }

  /**
   * Works until the coordinator has told its last.
   *
   * @return how it ended
   * @throws IllegalStateException if it has ended without a word
   */
  Decision.Finish pump() throws InterruptedException {
    while (true) {
      work.take().run();
      pending.decrementAndGet();
      var end = finish;
      if (end != null && work.isEmpty()) {
        return end;
      }
      if (end == null && gone) {
        throw new IllegalStateException("the coordinator ended without a word");
      }
    }
  }

  /** The coordinator has ended, in whatever way; may be called from any thread. */
  void coordinatorIsGone() {
    add(() -> gone = true);
  }

  private void add(Runnable news) {
    pending.incrementAndGet();
    work.add(news);
  }

  @Override
  public void started(WorkerStarted worker) {
    crew.starting(worker.worker(), worker.pid());
  }

  @Override
  public void registered(Incarnation worker, Reply.Register register) {
    crew.serving(worker, register.host(), register.pid());
  }

  @Override
  public void exited(WorkerExited worker, boolean expected) {
    crew.gone(worker.worker());
    add(() -> listener.exited(worker, expected));
  }

  @Override
  public void committed(Decision.Commit commit) {
    crew.ended(commit.by(), commit.results().size());
    if (pending.get() == 0 && !recycler.looks() && listener.isQuick(commit)) {
      listener.committed(commit);
      return;
    }
    add(() -> {
      listener.committed(commit);
      recycler.look();
    });
  }

  @Override
  public void withdrawn(Decision.Withdraw withdrawn) {
    add(() -> listener.withdrawn(withdrawn));
  }

  @Override
  public void retried(Decision.Retry retry) {
    // The caller sees the attempt number of the next start.
  }

  @Override
  public void working(Incarnation worker, List<Reply.Running> running, HeapUse heap) {
    add(() -> {
      listener.working(worker, running);
      recycler.look();
    });
  }

  @Override
  public void finished(Decision.Finish end) {
    add(() -> this.finish = end);
  }
}
