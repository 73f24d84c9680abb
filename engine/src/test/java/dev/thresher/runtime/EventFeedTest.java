package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.plan.Plan;
import dev.thresher.schedule.Decision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventFeedTest {
  private static final EventFeed.CommitSink NOTHING =
      new EventFeed.CommitSink() {
        @Override
        public void accept(Decision.Commit commit) {}

        @Override
        public void told(Decision.Commit commit) {}

        @Override
        public void caughtUp() {}
      };

  @Test
  void aCoordinatorThatEndsWithoutAWordEndsTheWaitForIt() throws Exception {
    var words = new ArrayList<Decision.Finish>();
    var feed = new EventFeed(new Plan("none", List.of()), 0, NOTHING, _ -> {}, words::add);
    feed.coordinatorIsGone();
    feed.pump();
    assertThat(words).isEmpty();
  }
}
