package dev.thresher.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.thresher.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuringTest {
  @TempDir Path directory;

  @Test
  void stopsForGarbageCollectionAreAddedUpOverAllLogs() throws Exception {
    Files.writeString(
        directory.resolve("gc-1.log"),
        """
        [0.014s][info][gc] Using G1
        [1.459s][info][gc] GC(8) Pause Cleanup 18M->18M(68M) 0.500ms
        [1.469s][info][gc] GC(8) Concurrent Mark Cycle 110.334ms
        [5.886s][info][gc] GC(9) Pause Young (Prepare Mixed) (G1 Evacuation Pause) 50M->16M(68M) 20.500ms
        """);
    Files.writeString(
        directory.resolve("gc-2.log"),
        "[9.342s][info][gc] GC(0) Pause Full (Metadata GC Threshold) 82M->11M(365M) 9.000ms\n");
    var gc = GcLogs.in(directory).orElseThrow();
    assertThat(gc.stops()).isEqualTo(3);
    assertThat(gc.seconds()).isCloseTo(0.03, within(1e-9));
    assertThat(gc.longest()).isCloseTo(0.0205, within(1e-9));
    assertThat(gc.allocatedBytes()).as("18, then from 18 to 50; 82").isEqualTo(132L << 20);
  }

  @Test
  void whatTheHeapHoldsAtTheEndWasAllocatedToo() throws Exception {
    Files.writeString(
        directory.resolve("gc-1.log"),
        """
        [0.014s][info][gc] Using Serial
        [1.459s][info][gc] GC(0) Pause Young (Allocation Failure) 18M->3M(61M) 0.500ms
        [3.094s][info][gc,exit] Heap
        [3.094s][info][gc,exit]  DefNew     total 19648K, used 2048K [0x1, 0x2, 0x3)
        [3.094s][info][gc,exit]   eden space 17472K,  12% used [0x1, 0x2, 0x3)
        [3.094s][info][gc,exit]  Tenured    total 43712K, used 3072K [0x1, 0x2, 0x3)
        [3.094s][info][gc,exit]  Metaspace       used 9285K, committed 9472K, reserved 1114112K
        """);
    Files.writeString(
        directory.resolve("gc-2.log"),
        "[1s][info][gc,exit]  garbage-first heap   total reserved 64K, committed 64K, used 20K [1)\n");
    assertThat(GcLogs.in(directory).orElseThrow().allocatedBytes())
        .isEqualTo((20L << 20) + (20L << 10));
  }

  @Test
  void aChildThatSleepsGivesItsCoreUp() throws Exception {
    assumeTrue(ChildSwitches.read().isPresent());
    var before = ChildSwitches.read();
    var loop = "i=0; while [ $i -lt 50 ]; do sleep 0.001; i=$((i+1)); done";
    assertThat(new ProcessBuilder("sh", "-c", loop).start().waitFor()).isZero();
    // Each sleep gives it up once, and so does who waits for it.
    assertThat(ChildSwitches.since(before).orElseThrow()).isBetween(50L, 50_000L);
  }

  @Test
  void withoutALogNothingIsKnownOfGarbageCollection() {
    assertThat(GcLogs.in(directory)).isEmpty();
  }

  private static String digest(long result, Path outputs) throws IOException {
    return ResultDigest.of(Value.of(result), ResultDigest.files(outputs));
  }

  @Test
  void theChecksumIsThatOfTheResultAndOfNamesAndContentsOfFiles() throws Exception {
    var outputs = Files.createDirectories(directory.resolve("o"));
    assertThat(ResultDigest.files(outputs.resolve("missing"))).isEmpty();
    var bare = digest(1, outputs);
    assertThat(digest(2, outputs)).isNotEqualTo(bare).isEqualTo(ResultDigest.of(Value.of(2)));
    Files.writeString(outputs.resolve("a"), "x");
    var withFile = digest(1, outputs);
    assertThat(withFile).isNotEqualTo(bare).isEqualTo(digest(1, outputs));
    Files.move(outputs.resolve("a"), outputs.resolve("b"));
    assertThat(digest(1, outputs)).isNotEqualTo(withFile);
    Files.move(outputs.resolve("b"), outputs.resolve("a"));
    Files.writeString(outputs.resolve("a"), "y");
    assertThat(digest(1, outputs)).isNotEqualTo(withFile);
  }

  @Test
  void processorTimeAndMemoryOfAChildAreSeen() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/smaps_rollup")));
    var before = ChildTimes.read();
    var loop = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo through; read x";
    var busy = new ProcessBuilder("sh", "-c", loop).start();
    var memory = new TreeMemory(busy.toHandle());
    // Not before: at its very start a process has hardly any memory yet.
    assertThat(busy.inputReader().readLine()).isEqualTo("through");
    memory.look();
    busy.getOutputStream().close();
    busy.waitFor();
    assertThat(ChildTimes.since(before).orElseThrow()).isGreaterThan(0.03);
    assertThat(memory.peak().orElseThrow()).isGreaterThan(50_000);
  }
}
