package dev.thresher.cli;

import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.report.ResultText;
import dev.thresher.task.Parameter;
import dev.thresher.task.Parameter.Type;
import dev.thresher.task.TaskKind;
import java.util.ArrayList;
import java.util.List;

/** A task kind explained: what it computes, from which parameters, with which result. */
final class KindText {
  private KindText() {}

  static List<String> lines(TaskKind kind) {
    var lines = new ArrayList<String>();
    lines.add(kind.name() + " (version " + kind.version() + "): " + kind.summary());
    lines.add("source: " + kind.source());
    lines.add("result: " + String.join(", ", kind.resultFields()));
    lines.add(kind.parameters().isEmpty() ? "no parameters" : "parameters:");
    var rows = kind.parameters().stream().map(KindText::row).toList();
    ResultText.aligned(rows).forEach(line -> lines.add("  " + line));
    return lines;
  }

  private static List<String> row(Parameter parameter) {
    var absent = parameter.absent().map(value -> "default " + shown(value)).orElse("required");
    return List.of(
        parameter.name(), allowed(parameter.type()), parameter.unit(), absent, parameter.meaning());
  }

  private static String shown(Value value) {
    return value instanceof Value.Text(String text) ? text : JsonText.of(value);
  }

  private static String allowed(Type type) {
    return switch (type) {
      case Type.WholeBetween(long least, long most) -> "whole, " + least + " to " + most;
      case Type.RealBetween(double least, double most) -> "number, " + least + " to " + most;
      case Type.Choice(var words) -> String.join(" | ", words);
      case Type.AnyText _ -> "text";
      case Type.Anything _, Type.AsWritten _ -> "any value";
      case Type.ReadableFile _ -> "file";
      case Type.AnyPath _ -> "path";
      case Type.Truth _ -> "true | false";
      case Type.Decimal _ -> "decimal number";
      case Type.ListOf(Type items) -> "list of " + allowed(items);
    };
  }

  static Fields toFields(TaskKind kind) {
    return Fields.of("name", Value.of(kind.name()))
        .with("version", Value.of(kind.version()))
        .with("summary", Value.of(kind.summary()))
        .with("source", Value.of(kind.source()))
        .with(
            "parameters",
            new Sequence(kind.parameters().stream().<Value>map(KindText::parameterFields).toList()))
        .with("resultFields", new Sequence(kind.resultFields().stream().map(Value::of).toList()));
  }

  private static Fields parameterFields(Parameter parameter) {
    return Fields.of("name", Value.of(parameter.name()))
        .with("allowed", Value.of(allowed(parameter.type())))
        .with("unit", Value.of(parameter.unit()))
        .with("meaning", Value.of(parameter.meaning()))
        .with("default", parameter.absent().orElse(Absent.ABSENT));
  }
}
