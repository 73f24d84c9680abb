package dev.thresher.bench;

import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings.Transport;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import java.util.Optional;

/**
 * What came out of one target.
 *
 * @param transport of worker processes
 * @param yardstick empty if it could not be had
 */
public record Line(
    Target target,
    Transport transport,
    Measurement ours,
    Optional<Measurement> yardstick,
    Judgement judgement) {

  static Line of(
      Target target,
      Transport transport,
      Measurement ours,
      Optional<Measurement> yardstick,
      String missing) {
    var judgement = Judgement.of(target.must(), ours, yardstick, missing);
    return new Line(target, transport, ours, yardstick, judgement);
  }

  boolean isMet() {
    return judgement == Judgement.Plain.MET;
  }

  boolean isNotJudged() {
    return judgement instanceof Judgement.NotJudged;
  }

  boolean isMissed() {
    return judgement == Judgement.Plain.MISSED;
  }

  Optional<Double> ratio() {
    return yardstick
        .map(Measurement::median)
        .filter(theirs -> theirs != 0)
        .map(theirs -> ours.median() / theirs);
  }

  String must() {
    return switch (target.must()) {
      case Must.Nothing _ -> "";
      case Must.AtLeast(double times) -> "≥ " + plain(times) + " ×";
      case Must.AtMost(double times) -> "≤ " + plain(times) + " ×";
      case Must.Within(double limit) -> "≤ " + plain(limit) + " " + unit();
    };
  }

  private String unit() {
    return target.metric().unit().word();
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  boolean crossesProcesses() {
    return target.backend() == BackendKind.PROCESSES;
  }

  private String way() {
    return crossesProcesses() ? transport.label() : "memory";
  }

  public Fields toFields() {
    return Fields.of("workload", Value.of(target.workload().word()))
        .with("backend", Value.of(target.backend().keyword()))
        .with("transport", Value.of(way()))
        .with("mode", Value.of("ephemeral"))
        .with("metric", Value.of(target.metric().word()))
        .with("value", Value.of(ours.median()))
        .with("unit", Value.of(unit()))
        .with("least", Value.of(ours.least()))
        .with("most", Value.of(ours.most()))
        .with("repetitions", Value.of(ours.repetitions().size()))
        .with("yardstick", number(yardstick.map(Measurement::median)))
        .with("yardstickName", Value.of(target.yardstick().word()))
        .with("ratio", number(ratio()))
        .with("must", must().isEmpty() ? Absent.ABSENT : Value.of(must()))
        .with("met", met())
        .with("source", Value.of(target.source()));
  }

  private Value met() {
    return judgement == Judgement.Plain.NONE ? Absent.ABSENT : Value.of(judgement.text());
  }

  private static Value number(Optional<Double> value) {
    return value.<Value>map(Value::of).orElse(Absent.ABSENT);
  }
}
