package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.api.SerFunction;
import dev.thresher.scenario.TransportUnderTest;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An executor that lives long and gets function after function: its workers keep none of them. */
@Timeout(120)
class LongLifeContractTest {
  /** So many of them fill the heap of a worker. A few dozen may be kept for their next use. */
  private static final int FILL_A_HEAP = 150;

  /** Weighs nothing on its way and much where it is called. */
  private static final class Heavy implements SerFunction<Integer, Long> {
    private static final long serialVersionUID = 1;
    private final int number;
    private final int size;
    private transient byte[] ballast = {};

    Heavy(int number, int size) {
      this.number = number;
      this.size = size;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      ballast = new byte[size];
    }

    @Override
    public Long apply(Integer more) {
      return ballast.length + (long) number + more;
    }
  }

  private static long largestHeap() {
    return Runtime.getRuntime().maxMemory();
  }

  @Tag("slow")
  @Test
  void functionsThatAreNotUsedAnyMoreAreForgottenByWorkers() throws Exception {
    try (var pool = TransportUnderTest.open(1)) {
      long heap = pool.submit(LongLifeContractTest::largestHeap).get();
      int size = Math.toIntExact(heap / FILL_A_HEAP);
      for (int number = 0; number < 2 * FILL_A_HEAP; number++) {
        long sum = pool.submit(new Heavy(number, size), 1).get(20, TimeUnit.SECONDS);
        assertThat(sum).isEqualTo(size + number + 1);
      }
    }
  }
}
