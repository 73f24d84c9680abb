package dev.thresher.backend.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.share.NodeAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestsTest {
  private static final NodeAddress NODE = new NodeAddress("10.0.0.1", 7300);
  private static final Duration INSTANT = Duration.ofNanos(1);

  private final Rests rests = new Rests();

  private boolean isOver(Duration at) {
    return rests.isOver(NODE, at.toNanos());
  }

  private void unheard(Duration at) {
    rests.unheard(NODE, at.toNanos());
  }

  @Test
  void aNodeThatIsHeardIsSpokenToAtAllTimes() {
    unheard(Duration.ZERO);
    assertThat(rests.isOver(new NodeAddress("10.0.0.2", 7300), 0)).isTrue();
  }

  @Test
  void oneThatIsNotIsLeftInPeaceForARestAndThenTriedForATrial() {
    unheard(Duration.ZERO);
    assertThat(isOver(Duration.ZERO)).isFalse();
    assertThat(isOver(Rests.REST.minus(INSTANT))).isFalse();
    unheard(Rests.REST);
    assertThat(isOver(Rests.REST)).isTrue();
    unheard(Rests.REST.plus(Rests.TRIAL).minus(INSTANT));
    assertThat(isOver(Rests.REST.plus(Rests.TRIAL))).isTrue();
    unheard(Rests.REST.plus(Rests.TRIAL));
    assertThat(isOver(Rests.REST.plus(Rests.TRIAL))).isFalse();
  }
}
