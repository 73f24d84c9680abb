package dev.thresher.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.task.Backoff;
import dev.thresher.task.RetryOn;
import dev.thresher.task.Semantics;
import dev.thresher.task.WorkerShare;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How tasks are run: retries, semantics, max-parallel, priority. */
class ControlsReaderTest {
  private static final String TOTAL = "\ntask { kind = total, limit = 5 }";

  @Test
  void readsABlockOfRetries() {
    var retries =
        only("""
        retries {
          times = 3, on = [timeout, java.io.IOException, ValueError]
          non-retryable = example.Hopeless
          initial-interval = 200ms, backoff-coefficient = 1.5, maximum-interval = 5s
        }\
        """
                + TOTAL)
            .retries()
            .orElseThrow();

    assertThat(retries.times()).isEqualTo(3);
    assertThat(retries.backoff())
        .isEqualTo(new Backoff(Duration.ofMillis(200), 1.5, Duration.ofSeconds(5)));
    assertThat(retries.on())
        .isEqualTo(
            new RetryOn(
                false,
                true,
                List.of("java.io.IOException", "ValueError"),
                List.of("example.Hopeless")));
  }

  @Test
  void aNumberAndABlockWithNothingElseMeanTheSame() {
    assertThat(only("retries { times = 2 }" + TOTAL).retries()).contains(Retries.of(2));
    assertThat(only("retries = 2" + TOTAL).retries()).contains(Retries.of(2));
  }

  @Test
  void whatIsWrongAtTheTopIsSaidAlsoIfEveryStageHasItsOwn() {
    assertThat(
            Workloads.complaints(
                "priority = high\nstages { a { task { kind = total, limit = 5 }, priority = 1 } }"))
        .containsExactly(
            "w.conf:1: priority must be a whole number from -1000 to 1000, but is \"high\"");
  }

  @Test
  void aFirstPauseOfMoreThanAMinuteIsTheLongestToo() {
    var backoff = only("retries { times = 1, initial-interval = 5m }" + TOTAL).retries();
    assertThat(backoff.orElseThrow().backoff().maximum()).isEqualTo(Duration.ofMinutes(5));
    assertThat(
            only("retries { times = 1, initial-interval = 0s }" + TOTAL)
                .retries()
                .orElseThrow()
                .backoff()
                .pauseNanos(7))
        .isZero();
  }

  @Test
  void whatStandsInTheTaskTakesThePlaceOfTheRestAsAWhole() {
    var stage =
        only(
            """
            retries { times = 9, on = timeout }, semantics = at-least-once
            task { kind = total, limit = 5, retries = 1, semantics = at-most-once }\
            """);
    assertThat(stage.retries()).contains(Retries.of(1));
    assertThat(stage.semantics()).isEqualTo(Semantics.AT_MOST_ONCE);
  }

  @Test
  void everyStageTakesFromTheTopWhatItDoesNotSay() {
    var stages =
        Workloads.accepted(
                """
                max-parallel = 3, priority = -2, semantics = at-most-once, retries { times = 4, on = failure }
                stages {
                  a { task { kind = total, limit = 5 } }
                  b { after = a, max-parallel = 1, priority = 7, semantics = at-least-once
                      task { kind = total, limit = 5 } }
                }\
                """)
            .stages();

    assertThat(stages)
        .extracting(WorkloadStage::share)
        .containsExactly(new WorkerShare(3, -2), new WorkerShare(1, 7));
    assertThat(stages)
        .extracting(WorkloadStage::semantics)
        .containsExactly(Semantics.AT_MOST_ONCE, Semantics.AT_LEAST_ONCE);
    assertThat(stages)
        .allMatch(stage -> stage.retries().orElseThrow().times() == 4)
        .noneMatch(stage -> stage.retries().orElseThrow().on().timeout());
  }

  @Test
  void withoutAWordThereIsNoLimitAndNoPriority() {
    assertThat(only(TOTAL).share()).isEqualTo(WorkerShare.USUAL);
    assertThat(only(TOTAL).retries()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "retries = many | w.conf:1: retries must be a whole number from 0 to 1000, or a block such as { times = 3 }, but is \"many\"",
        "retries = [3] | w.conf:1: retries must be a whole number from 0 to 1000, or a block such as { times = 3 }, but is a list",
        "retries { } | w.conf:1: retries needs times: how often, such as { times = 3 }",
        "retries { time = 3 } | w.conf:1: unknown key \"time\" in retries; allowed here: times, on, non-retryable, initial-interval, backoff-coefficient, maximum-interval; did you mean \"times\"?",
        "retries { times = 1001 } | w.conf:1: retries.times must be a whole number from 0 to 1000, but is \"1001\"",
        "retries { times = 3, on = failur } | w.conf:1: retries.on must be failure, timeout or names of exceptions such as java.io.IOException or ValueError, but is \"failur\"; did you mean \"failure\"?",
        "retries { times = 3,\\non = [failure,\\nTimeout] } | w.conf:3: retries.on must be failure, timeout or names of exceptions such as java.io.IOException or ValueError, but is \"Timeout\"; did you mean \"timeout\"?",
        "retries { times = 3, on = { } } | w.conf:1: retries.on must be failure, timeout or names of exceptions such as java.io.IOException or ValueError, but is a block { }",
        "retries { times = 3, non-retryable = timeout } | w.conf:1: retries.non-retryable must be names of exceptions such as java.io.IOException or ValueError, but is \"timeout\"",
        "retries { times = 3, initial-interval = 5 } | w.conf:1: retries.initial-interval must be a time with its unit (ns, us, ms, s, m, h, d), such as 30s or 1.5h, but is \"5\"",
        "retries { times = 3, maximum-interval = 10ms } | w.conf:1: retries.maximum-interval must not be less than the first pause of 1 s",
        "retries { times = 3, backoff-coefficient = 0.5 } | w.conf:1: retries.backoff-coefficient must be a number from 1 to 100, but is \"0.5\"",
        "retries { times = 3, backoff-coefficient = NaN } | w.conf:1: retries.backoff-coefficient must be a number from 1 to 100, but is \"NaN\"",
        "semantics = at-last-once | w.conf:1: semantics must be one of at-least-once, at-most-once, but is \"at-last-once\"; did you mean \"at-least-once\"?",
        "max-parallel = 0 | w.conf:1: max-parallel must be a whole number from 1 to 1000000, but is \"0\"",
        "max-parallel = all | w.conf:1: max-parallel must be a whole number from 1 to 1000000, but is \"all\"",
        "priority = high | w.conf:1: priority must be a whole number from -1000 to 1000, but is \"high\"",
      })
  void saysWhatIsWrongAndWhatIsAllowed(String text, String expected) {
    assertThat(String.join(";", Workloads.complaints(text.replace("\\n", "\n") + TOTAL)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "task { kind = total, limit = 5, max-parallel = 1 } | w.conf:1: max-parallel does not stand in task: put it beside task",
        "stages { a { task { kind = total, limit = 5 }, deadline = 1s } } | w.conf:1: deadline does not stand in stage a: that of each task stands in task, that of the whole run at the top",
        "stages { a { task { kind = total, limit = 5 }, workers = 1 } } | w.conf:1: workers does not stand in stage a: workers at the top are for the whole run; max-parallel limits a stage",
        "stages { a { task { kind = total, limit = 5 } }, b { from = a, reduce { n = count }, priority = 1 } } | w.conf:1: priority is for stages with tasks; stage b has none",
        "retries { times = 2, on = java.io.IOException }\\ntask { command = [true] } | w.conf:2: the command would never be retried, as it throws no exceptions: say retries { on = failure }, and after which ends in exit-codes",
      })
  void saysWhereAKeyBelongs(String text, String expected) {
    assertThat(String.join(";", Workloads.complaints(text.replace("\\n", "\n"))))
        .isEqualTo(expected);
  }

  @Test
  void suggestsWhatAMisspeltKeyWasMeantToBe() {
    for (var text : List.of("max-paralel = 1", "priorty = 1", "semantic = at-most-once")) {
      assertThat(String.join(";", Workloads.complaints(text + TOTAL)))
          .startsWith("w.conf:1: unknown key")
          .containsPattern("did you mean \"(max-parallel|priority|semantics)\"\\?$");
    }
  }

  private static WorkloadStage only(String text) {
    return Workloads.accepted(text).stages().getFirst();
  }
}
