package dev.thresher.runtime.site;

import dev.thresher.backend.BackendProtocol.WorkerExited;
import dev.thresher.backend.BackendProtocol.WorkerStarted;
import dev.thresher.coordinator.RunObserver;
import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Reply;
import dev.thresher.schedule.Decision;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the coordinator tells off its thread, and passes it on in order, on the thread that
 * runs {@link #pump}: news run code of the caller's classes.
 */
final class SiteFeed implements RunObserver {
  /** What is made of it. Called by one thread. */
  interface Listener {
    void committed(Decision.Commit commit);

    void withdrawn(Decision.Withdraw withdrawn);

    void working(Incarnation worker, List<Reply.Running> running);

    void exited(WorkerExited worker, boolean expected);
  }

  private final Crew crew;
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final Listener listener;
  private final Recycler recycler;
  private volatile Decision.@Nullable Finish finish;

  SiteFeed(Crew crew, Recycler recycler, Listener listener) {
    this.crew = crew;
    this.recycler = recycler;
    this.listener = listener;
  }

  /**
   * Works until the coordinator has told its last.
   *
   * @return how it ended
   */
  Decision.Finish pump() throws InterruptedException {
    while (true) {
      work.take().run();
      var end = finish;
      if (end != null && work.isEmpty()) {
        return end;
      }
    }
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
    work.add(() -> listener.exited(worker, expected));
  }

  @Override
  public void committed(Decision.Commit commit) {
    crew.ended(commit.by(), commit.results().size());
    work.add(() -> {
      listener.committed(commit);
      recycler.look();
    });
  }

  @Override
  public void withdrawn(Decision.Withdraw withdrawn) {
    work.add(() -> listener.withdrawn(withdrawn));
  }

  @Override
  public void retried(Decision.Retry retry) {
    // The caller sees the attempt number of the next start.
  }

  @Override
  public void working(Incarnation worker, List<Reply.Running> running) {
    work.add(() -> {
      listener.working(worker, running);
      recycler.look();
    });
  }

  @Override
  public void finished(Decision.Finish end) {
    work.add(() -> this.finish = end);
  }
}
