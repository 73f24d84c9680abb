package dev.thresher.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BatchId;
import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Request.RunTasks;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BatchCursorTest {
  @Test
  void givesBackTheTailAndClaimsTheRestInOrder() {
    var cursor = cursor(10, 15);
    assertThat(cursor.claim()).isEqualTo(10);
    assertThat(cursor.takeBack(2)).contains(new TaskRange(3, 13, 15));
    assertThat(cursor.claim()).isEqualTo(11);
    assertThat(cursor.takeBack(9)).contains(new TaskRange(3, 12, 13));
    assertThat(cursor.claim()).isEqualTo(BatchCursor.NONE);
    assertThat(cursor.takeBack(1)).isEmpty();
  }

  @RepeatedTest(20)
  void aTaskIsEitherClaimedOrGivenBackWhenTwoThreadsRace() throws InterruptedException {
    var cursor = cursor(0, 20_000);
    var claimed = new BitSet();
    var go = new CountDownLatch(1);
    var claimer =
        Thread.ofPlatform()
            .start(() -> {
              await(go);
              for (long i; (i = cursor.claim()) != BatchCursor.NONE; ) {
                claimed.set((int) i);
              }
            });
    var returned = new BitSet();
    go.countDown();
    for (var back = cursor.takeBack(7); back.isPresent(); back = cursor.takeBack(7)) {
      returned.set((int) back.get().from(), (int) back.get().until());
    }
    claimer.join();
    assertThat(claimed.intersects(returned)).isFalse();
    returned.or(claimed);
    assertThat(returned.cardinality()).isEqualTo(20_000);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BatchCursor cursor(long from, long until) {
    return new BatchCursor(
        new RunTasks(1, new BatchId(1), new TaskRange(3, from, until), 1, false, List.of()));
  }
}
