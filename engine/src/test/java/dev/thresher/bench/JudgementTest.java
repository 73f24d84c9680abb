package dev.thresher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final String NO_PYTHON = "needs a python3 on the PATH";

  static Measurement quiet(double... values) {
    return measured(0.1, values);
  }

  static Measurement measured(double others, double... values) {
    return new Measurement(
        DoubleStream.of(values)
            .mapToObj(value -> new Repetition(value, OptionalDouble.of(others)))
            .toList());
  }

  private static Judgement judged(Must must, Measurement ours, Measurement theirs) {
    return Judgement.of(must, ours, Optional.of(theirs), NO_PYTHON);
  }

  @Test
  void aRatioIsOfMediansNotOfTheBestOrTheLast() {
    var theirs = quiet(10, 1, 100);
    assertThat(judged(new Must.AtLeast(0.5), quiet(5, 5, 1), theirs))
        .isEqualTo(Judgement.Plain.MET);
    assertThat(judged(new Must.AtLeast(0.5), quiet(4.9, 4.9, 900), theirs))
        .isEqualTo(Judgement.Plain.MISSED);
    assertThat(judged(new Must.AtMost(2), quiet(20, 20, 900), theirs))
        .isEqualTo(Judgement.Plain.MET);
    assertThat(judged(new Must.AtMost(2), quiet(20.1, 20.1, 1), theirs))
        .isEqualTo(Judgement.Plain.MISSED);
  }

  @Test
  void aLimitIsInTheUnitOfTheFigure() {
    assertThat(judged(new Must.Within(250), quiet(250, 250, 250), quiet(1, 1, 1)))
        .isEqualTo(Judgement.Plain.MET);
    assertThat(judged(new Must.Within(250), quiet(251, 251, 251), quiet(900, 900, 900)))
        .isEqualTo(Judgement.Plain.MISSED);
  }

  @Test
  void nothingIsMetWithoutAYardstickFromTheSameRun() {
    for (var must : Arrays.<Must>asList(new Must.AtLeast(0), new Must.Within(1e9))) {
      assertThat(Judgement.of(must, quiet(1, 1, 1), Optional.empty(), NO_PYTHON).text())
          .isEqualTo("not judged: needs a python3 on the PATH");
    }
  }

  @Test
  void nothingIsMetOnANoisyMachineWhosEverRepetitionsItSpoilt() {
    var must = new Must.AtLeast(0.1);
    assertThat(judged(must, measured(0.9, 5, 5, 5), quiet(1, 1, 1)).text())
        .isEqualTo("not judged: noisy: others took up to 0.9 processors");
    assertThat(judged(must, quiet(5, 5, 5), measured(0.26, 1, 1, 1)).text())
        .startsWith("not judged");
    assertThat(judged(must, quiet(5, 5, 5), measured(0.25, 1, 1, 1)))
        .isEqualTo(Judgement.Plain.MET);
  }

  @Test
  void nothingIsMetWhereOthersCannotBeSeen() {
    var unseen =
        new Measurement(
            DoubleStream.of(5, 5, 5)
                .mapToObj(value -> new Repetition(value, OptionalDouble.empty()))
                .toList());
    assertThat(judged(new Must.AtLeast(0.1), unseen, quiet(1, 1, 1)).text())
        .isEqualTo("not judged: this system does not tell what other processes take");
  }

  @Test
  void aQuickRunJudgesNothing() {
    assertThat(judged(new Must.AtLeast(0.1), quiet(5), quiet(1)).text())
        .isEqualTo("not judged: fewer than 3 repetitions");
  }

  @Test
  void whatWasNotPromisedIsNeitherMetNorMissed() {
    assertThat(judged(Must.Nothing.NOTHING, quiet(5, 5, 5), quiet(1, 1, 1)))
        .isEqualTo(Judgement.Plain.NONE);
  }
}
