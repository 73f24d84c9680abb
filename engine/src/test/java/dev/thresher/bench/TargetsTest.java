package dev.thresher.bench;

import static dev.thresher.bench.JudgementTest.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings.Transport;
import dev.thresher.model.Value.Absent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetsTest {
  @ParameterizedTest
  @EnumSource(BenchWorkload.class)
  void everyWorkloadHasALineAndNoLineTwice(BenchWorkload workload) {
    var lines = Targets.of(workload);
    assertThat(lines).isNotEmpty();
    var keys =
        lines.stream()
            .map(target -> List.of(target.backend(), target.metric(), target.yardstick()))
            .toList();
    assertThat(new HashSet<>(keys)).hasSameSizeAs(keys);
    assertThat(lines).allSatisfy(target -> assertThat(target.source()).isNotBlank());
  }

  @Test
  void oneScreenHoldsThemAll() {
    long lines =
        Arrays.stream(BenchWorkload.values()).flatMap(each -> Targets.of(each).stream()).count();
    assertThat(lines).isLessThanOrEqualTo(45);
  }

  @Test
  void aLineSaysInJsonWhatItSaysOnTheScreen() {
    var target = Targets.of(BenchWorkload.W1).getFirst();
    var line = Line.of(target, Transport.ARTERY, quiet(3, 1, 2), Optional.of(quiet(4, 4, 4)), "");
    assertThat(line.toFields().entries().keySet())
        .contains(
            "workload",
            "backend",
            "transport",
            "mode",
            "metric",
            "value",
            "unit",
            "yardstick",
            "must",
            "met");
    assertThat(line.toFields().text("workload")).isEqualTo("W1");
    assertThat(line.toFields().text("transport")).isEqualTo("memory");
    assertThat(BenchTable.of(List.of(line)).getFirst()).doesNotContain("processes over");
    assertThat(line.toFields().real("value")).isEqualTo(2);
    assertThat(line.toFields().real("ratio")).isEqualTo(0.5);
    assertThat(line.toFields().text("must")).isEqualTo("≥ 0.3 ×");
    assertThat(line.toFields().text("met")).isEqualTo("met");
    assertThat(BenchTable.of(List.of(line)).get(2))
        .matches(
            "W1 +threads +futures +2.00/s +± 50 % +JDK fixed pool +4.00/s +0.50 +≥ 0.3 × +met");
    assertThat(BenchTable.of(List.of(line)))
        .last()
        .isEqualTo("musts: 1 met, 0 missed, 0 not judged");
  }

  @Test
  void aLineWithoutItsYardstickSaysWhyItIsNotJudged() {
    var target =
        Targets.of(BenchWorkload.W1B).stream()
            .filter(each -> each.backend() == BackendKind.PROCESSES)
            .findFirst()
            .orElseThrow();
    var line =
        Line.of(
            target,
            Transport.ARTERY,
            quiet(3, 1, 2),
            Optional.empty(),
            "needs a python3 on the PATH");
    assertThat(line.toFields().text("transport")).isEqualTo("artery tls-tcp");
    assertThat(BenchTable.of(List.of(line)).getFirst())
        .contains("; processes over artery tls-tcp;");
    assertThat(line.toFields().get("yardstick")).isEqualTo(Absent.ABSENT);
    assertThat(line.toFields().text("met")).isEqualTo("not judged: needs a python3 on the PATH");
  }
}
