package dev.thresher.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class FullHeapTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int LONG = 120;
  private static final long MOST = 64 << 20;
  private static final long ROOM = MOST / 2;
  private static final long FULL = MOST / 40;

  private record Look(boolean full, long beats, boolean expected, boolean lost) {}

  /** The second in which it is given up, looked at twice a second; -1 if it is not. */
  private static long givenUp(IntFunction<Look> looks) {
    var heap = new FullHeap(0);
    for (int i = 1; i <= 2 * LONG; i++) {
      var look = looks.apply(i);
      long free = look.full() ? FULL : ROOM;
      if (heap.isPastHelp(i * SECOND / 2, free, MOST, look.beats(), look.expected(), look.lost())) {
        return i / 2;
      }
    }
    return -1;
  }

  @Test
  void aHeapThatIsFullIsNoReasonWhileTheCoordinatorWorks() {
    assertThat(givenUp(i -> new Look(true, i, true, false))).isEqualTo(-1);
  }

  @Test
  void norWhileItWorksNowAndThen() {
    assertThat(givenUp(i -> new Look(true, i / 30, true, false))).isEqualTo(-1);
  }

  @Test
  void aCoordinatorThatStandsStillIsNoReasonWhileThereIsRoom() {
    assertThat(givenUp(i -> new Look(false, 7, true, false))).isEqualTo(-1);
  }

  @Test
  void oneThatStandsStillInAFullHeapIsGivenUpAfterTwentySeconds() {
    assertThat(givenUp(i -> new Look(i > 20, Math.min(i, 20), true, false))).isEqualTo(30);
  }

  @Test
  void alsoIfTheHeapIsFreedAgainAndItDoesNotMove() {
    assertThat(givenUp(i -> new Look(i > 20 && i < 24, Math.min(i, 20), true, false)))
        .isEqualTo(30);
  }

  @Test
  void butNotIfItMovesAgain() {
    assertThat(givenUp(i -> new Look(i > 20 && i < 40, i <= 20 || i > 50 ? i : 20, true, false)))
        .isEqualTo(-1);
  }

  @Test
  void aLossOfAThreadIsWaitedForAsLongEvenIfTheCoordinatorWorks() {
    assertThat(givenUp(i -> new Look(false, i, true, i > 20))).isEqualTo(30);
  }

  @Test
  void whereNoCoordinatorIsExpectedTheHeapMustBeFullAtEveryLook() {
    assertThat(givenUp(i -> new Look(true, 0, false, false))).isEqualTo(20);
    assertThat(givenUp(i -> new Look(i % 30 != 0, 0, false, false))).isEqualTo(-1);
  }

  @Test
  void aSmallPartOfALargeHeapIsRoomWhereNoCoordinatorIsExpected() {
    var heap = new FullHeap(0);
    for (int i = 1; i <= LONG; i++) {
      assertThat(heap.isPastHelp(i * SECOND, 128L << 20, 24L << 30, 0, false, false)).isFalse();
    }
  }

  @Test
  void ofWhatACollectorKeepsForItselfNobodyHasAnything() {
    var heap = new FullHeap(0);
    int seconds = 1;
    while (!heap.isPastHelp(seconds * SECOND, MOST / 14, MOST, 0, true, false)) {
      seconds++;
    }
    assertThat(seconds).isEqualTo(20);
  }

  @Test
  void timeInWhichThisProcessWasStoppedDoesNotCount() {
    var heap = new FullHeap(0);
    assertThat(heap.isPastHelp(SECOND, FULL, MOST, 1, true, false)).isFalse();
    assertThat(heap.isPastHelp(3_600 * SECOND, FULL, MOST, 1, true, false)).isFalse();
    assertThat(heap.isPastHelp(3_600 * SECOND + SECOND / 2, FULL, MOST, 1, true, false)).isFalse();
    assertThat(heap.isPastHelp(3_601 * SECOND, FULL, MOST, 2, true, false)).isFalse();
  }

  @Test
  void aFewLongLooksAreEnoughWhereCollectionsTakeAllTheTime() {
    var heap = new FullHeap(0);
    int looks = 1;
    while (!heap.isPastHelp(looks * 10 * SECOND, FULL, MOST, 0, true, false)) {
      looks++;
    }
    assertThat(looks).isEqualTo(4);
  }
}
