package dev.thresher.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.thresher.model.Value;
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
  }

  @Test
  void withoutALogNothingIsKnownOfGarbageCollection() {
    assertThat(GcLogs.in(directory)).isEmpty();
  }

  @Test
  void theChecksumIsThatOfTheResultAndOfNamesAndContentsOfFiles() throws Exception {
    var outputs = Files.createDirectories(directory.resolve("o"));
    var bare = ResultDigest.of(Value.of(1), outputs);
    assertThat(ResultDigest.of(Value.of(2), outputs)).isNotEqualTo(bare);
    Files.writeString(outputs.resolve("a"), "x");
    var withFile = ResultDigest.of(Value.of(1), outputs);
    assertThat(withFile).isNotEqualTo(bare).isEqualTo(ResultDigest.of(Value.of(1), outputs));
    Files.move(outputs.resolve("a"), outputs.resolve("b"));
    assertThat(ResultDigest.of(Value.of(1), outputs)).isNotEqualTo(withFile);
    Files.move(outputs.resolve("b"), outputs.resolve("a"));
    Files.writeString(outputs.resolve("a"), "y");
    assertThat(ResultDigest.of(Value.of(1), outputs)).isNotEqualTo(withFile);
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
