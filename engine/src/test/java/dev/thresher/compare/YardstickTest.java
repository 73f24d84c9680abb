package dev.thresher.compare;

import static dev.thresher.compare.Made.ONE_THREAD;
import static dev.thresher.compare.Made.PROCESSES;
import static dev.thresher.compare.Made.THREADS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.Made.Behaviour;
import dev.thresher.compare.Results.Raced;
import dev.thresher.compare.Trial.Ending;
import dev.thresher.data.JsonReader;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YardstickTest {
  private static final Arm PYTHON = new Arm(PythonPool.PROCESS_POOL, 2);
  private static final Arm MP = new Arm(PythonPool.MULTIPROCESSING_POOL, 2);

  private static List<Raced> raced(double pythonTask) {
    return Made.raced(
        1000,
        new Behaviour(ONE_THREAD, 0.5, 0.001, 0),
        new Behaviour(THREADS, 0.5, 0.001, 0),
        new Behaviour(PROCESSES, 1.5, 0.001, 0.0001),
        new Behaviour(PYTHON, 0.1, pythonTask, 0));
  }

  @Test
  void aFasterPoolOfPythonIsShownAndNotChosen() {
    var comparison = Made.comparison(raced(0.0001));
    var verdict = comparison.verdict().orElseThrow();
    assertThat(verdict.choice()).isEqualTo(THREADS);
    assertThat(verdict.clear()).isTrue();
    assertThat(verdict.lines()).containsExactly("backend = threads", "workers = 2");
    assertThat(comparison.yardsticks()).hasSize(1);
    assertThat(comparison.yardsticks().getFirst().sentence())
        .startsWith("python:process-pool:2 is 6.")
        .contains(" times as fast as threads:2 (");
    assertThat(comparison.result(PYTHON).flatMap(ArmResult::toBest).orElseThrow().median())
        .isLessThan(0.2);
  }

  @Test
  void nothingThatIsSaidOfTheChoiceIsOfPython() {
    var comparison = Made.comparison(raced(0.0001));
    var without =
        Made.comparison(raced(0.0001).stream().filter(one -> !one.arm().isYardstick()).toList());
    assertThat(comparison.verdict()).isEqualTo(without.verdict());
    assertThat(comparison.breakEven()).isEqualTo(without.breakEven());
    assertThat(comparison.scaling()).isEqualTo(without.scaling());
  }

  @Test
  void aSlowerPoolIsToldByItsRatioWithinRounds() {
    var yardstick = Made.comparison(raced(0.05)).yardsticks().getFirst();
    assertThat(yardstick.ratio().orElseThrow().median()).isBetween(24.0, 26.0);
    assertThat(yardstick.sentence()).startsWith("python:process-pool:2 takes 25.");
  }

  @Test
  void aPoolThatGotNoTrialThatCountsIsToldByWhatItTookAtLeast() {
    var arms = new ArrayList<>(raced(0.001));
    arms.set(3, new Raced(PYTHON, Standing.HOPELESS, List.of(cut(6))));
    arms.add(new Raced(MP, Standing.FAILED, List.of(failed())));
    assertThat(Made.comparison(arms).yardsticks().stream().map(Yardstick::sentence))
        .containsExactly(
            "python:process-pool:2 was ended after 6.0 s: more than 6.0 times as long as threads:2,"
                + " which takes 1000 ms",
            "python:mp-pool:2 failed");
  }

  private static Trial cut(double seconds) {
    return trial(0, seconds, new Ending.Cut("was ended after 6.0 s"));
  }

  private static Trial failed() {
    return trial(0, 1, new Ending.Failed(1, "cpu.py:3: ValueError"));
  }

  private static Trial trial(int round, double seconds, Ending ending) {
    return new Trial(
        round,
        0,
        seconds,
        ending,
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }

  private static Raced gave(Arm arm, String json) throws IOException {
    var completed = new Ending.Completed("sha" + arm, Optional.of(fields(json)));
    return new Raced(arm, Standing.MEASURED, List.of(trial(1, 1, completed)));
  }

  private static Fields fields(String json) throws IOException {
    return JsonReader.object(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anotherResultOfPythonIsADifferenceWithBothValues() throws Exception {
    var difference =
        Results.difference(List.of(gave(THREADS, "{\"steps\": 7}"), gave(PYTHON, "{\"steps\": 8}")))
            .orElseThrow();
    assertThat(difference.one()).isEqualTo(THREADS);
    assertThat(difference.other()).isEqualTo(PYTHON);
    assertThat(difference.sentence())
        .startsWith("threads:2 and python:process-pool:2 give different results: steps is 7 and 8");
  }

  @Test
  void theSameResultInAnotherChecksumIsNoDifference() throws Exception {
    assertThat(
            Results.difference(
                List.of(
                    gave(THREADS, "{\"a\": 1, \"b\": 2}"), gave(PYTHON, "{\"b\": 2, \"a\": 1}"))))
        .isEmpty();
  }

  @Test
  void whereResultsCannotBeHeldAgainstEachOtherThatIsSaid() throws Exception {
    var nothing =
        new Raced(
            PYTHON, Standing.MEASURED, List.of(trial(1, 1, new Ending.Completed("0123456789"))));
    var raced = List.of(gave(THREADS, "{\"steps\": 7}"), nothing);
    assertThat(Results.difference(raced)).isEmpty();
    assertThat(Results.warnings(Results.of(raced, Optional.empty()), 60))
        .anyMatch(warning -> warning.contains("has no reduce(results)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'a': 1}; {'a': 1.0}; ",
        "{'a': 0.1}; {'a': 0.10000000000000002}; ",
        "{'a': 1e300}; {'a': 1.0000000001e300}; ",
        "{'a': 1.0}; {'a': 1.00001}; a is 1.0 and 1.00001",
        "{'a': 9007199254740993}; {'a': 9007199254740992}; a is 9007199254740993 and 9007199254740992",
        "{'a': 'x'}; {'a': 'y'}; a is \"x\" and \"y\"",
        "{'a': 'NaN'}; {'a': 'NaN'}; ",
        "{'a': 1}; {'b': 1}; a is 1 and nothing",
        "{'a': [1, 2]}; {'a': [1, 3]}; a[1] is 2 and 3",
        "{'a': [1, 2]}; {'a': [1]}; a has 2 entries and 1",
        "{'a': {'b': true}}; {'a': {'b': false}}; a.b is true and false",
        "{'a': null}; {}; ",
      })
  void valuesAreComparedAcrossLanguages(String one, String other, @Nullable String where)
      throws Exception {
    Value ones = fields(one.replace('\'', '"'));
    Value others = fields(other.replace('\'', '"'));
    assertThat(ResultValues.difference(ones, others)).isEqualTo(Optional.ofNullable(where));
  }
}
