package dev.thresher.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.launch.HeapPlan.Fits;
import dev.thresher.launch.HeapPlan.Machine;
import dev.thresher.launch.HeapPlan.Refused;
import org.junit.jupiter.api.Test;

class HeapPlanTest {
  private static final Machine MACHINE = new Machine(24_000, 2);

  private static int heap(HeapPlan plan) {
    assertThat(plan).isInstanceOf(Fits.class);
    return ((Fits) plan).heapMebibytes();
  }

  private static String reason(HeapPlan plan) {
    assertThat(plan).isInstanceOf(Refused.class);
    return ((Refused) plan).reason();
  }

  @Test
  void aWorkerGetsItsShareOfSeventyPercentButNoMoreThanAGibibyte() {
    assertThat(heap(HeapPlan.of(2, 0, MACHINE))).isEqualTo(1024);
    assertThat(heap(HeapPlan.of(16, 0, new Machine(8_000, 2)))).isEqualTo(350);
    assertThat(((Fits) HeapPlan.of(16, 0, new Machine(8_000, 2))).arithmetic())
        .isEqualTo(
            "heap of each worker: 70 % of 8000 MiB / 16 workers = 350 MiB, at most 1024 MiB");
  }

  @Test
  void workersThatWouldGetTooLittleAreRefusedWithTheArithmetic() {
    assertThat(reason(HeapPlan.of(16, 0, new Machine(1_000, 2))))
        .contains("70 % of 1000 MiB / 16 workers = 43 MiB", "64 MiB is the least", "fewer workers");
  }

  @Test
  void aHeapThatWasAskedForIsCountedWithWhatAJvmTakesBesideIt() {
    assertThat(heap(HeapPlan.of(4, 2048, new Machine(8_632, 2)))).isEqualTo(2048);
    assertThat(reason(HeapPlan.of(4, 2048, new Machine(8_631, 2))))
        .contains("4 workers x (2048 MiB heap + 110 MiB beside it) = 8632 MiB of 8631 MiB");
    assertThat(reason(HeapPlan.of(1, 16, MACHINE))).contains("at least 64");
  }

  @Test
  void moreWorkersThanStartInGoodTimeAreRefused() {
    assertThat(heap(HeapPlan.of(16, 0, MACHINE))).isEqualTo(1024);
    assertThat(reason(HeapPlan.of(64, 0, MACHINE)))
        .contains("64 worker processes do not fit", "2 cores", "16");
  }

  @Test
  void thisMachineHasMemoryAndCores() {
    var machine = Machine.current();
    assertThat(machine.memoryMebibytes()).isGreaterThan(100);
    assertThat(machine.cores()).isPositive();
  }
}
