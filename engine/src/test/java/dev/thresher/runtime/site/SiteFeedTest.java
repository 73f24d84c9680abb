package dev.thresher.runtime.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.thresher.api.Recycling;
import dev.thresher.api.TaskPlace;
import dev.thresher.backend.BackendProtocol.WorkerExited;
import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Reply;
import dev.thresher.schedule.Decision;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SiteFeedTest {
  private static final Incarnation WORKER = new Incarnation(WorkerId.numbered(1), 1);
  private static final Decision.Commit COMMIT = new Decision.Commit(0, 1, WORKER, List.of());

  private final List<Thread> tellers = new CopyOnWriteArrayList<>();
  private boolean quick = true;

  private final SiteFeed.Listener listener =
      new SiteFeed.Listener() {
        @Override
        public boolean isQuick(Decision.Commit commit) {
          return quick;
        }

        @Override
        public void committed(Decision.Commit commit) {
          tellers.add(Thread.currentThread());
        }

        @Override
        public void withdrawn(Decision.Withdraw withdrawn) {}

        @Override
        public void working(Incarnation worker, List<Reply.Running> running) {}

        @Override
        public void exited(WorkerExited worker, boolean expected) {}
      };

  private final Crew crew = new Crew("crew");
  private final Desk desk = new Desk(() -> {}, _ -> new TaskPlace("nobody", "localhost", 0));
  private final SiteFeed feed =
      new SiteFeed(crew, new Recycler(Recycling.NEVER, crew, desk), listener);

  @Test
  void aCoordinatorThatEndsWithoutAWordEndsTheWaitForIt() {
    feed.coordinatorIsGone();
    assertThatThrownBy(feed::pump).hasMessage("the coordinator ended without a word");
  }

  @Test
  void whatIsQuickIsToldAtOnceUnlessSomethingIsBeforeIt() throws Exception {
    feed.committed(COMMIT);
    assertThat(tellers).containsExactly(Thread.currentThread());
    quick = false;
    feed.committed(COMMIT);
    quick = true;
    feed.committed(COMMIT);
    assertThat(tellers).as("behind one that is not").hasSize(1);
    var pump = Thread.ofPlatform().start(() -> pump());
    await().until(() -> tellers.size() == 3);
    assertThat(tellers.subList(1, 3)).containsOnly(pump);
    feed.finished(new Decision.Finish(Decision.End.COMPLETED, ""));
    pump.join();
    feed.committed(COMMIT);
    assertThat(tellers.getLast()).as("nothing is before it").isSameAs(Thread.currentThread());
  }

  private void pump() {
    try {
      feed.pump();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whereWorkersAreReplacedByWhatTheyHaveDoneNothingIsToldAtOnce() {
    var recycler = new Recycler(Recycling.afterTasks(3), crew, desk);
    new SiteFeed(crew, recycler, listener).committed(COMMIT);
    assertThat(tellers).isEmpty();
  }

  @Test
  void itsLastWordCounts() throws Exception {
    var end = new Decision.Finish(Decision.End.COMPLETED, "");
    feed.finished(end);
    feed.coordinatorIsGone();
    assertThat(feed.pump()).isEqualTo(end);
  }
}
