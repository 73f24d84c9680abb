package dev.thresher.report;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.task.CommandLine;
import dev.thresher.task.CommandLine.Input;
import dev.thresher.task.CommandLine.Program;
import dev.thresher.task.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commands: templates as they were written, or what would be started. */
final class CommandJson {
  private CommandJson() {}

  static Value of(CommandLine line) {
    var fields = new LinkedHashMap<String, Value>();
    switch (line.program()) {
      case Program.Words(List<Template> words) ->
          fields.put("command", new Sequence(words.stream().map(CommandJson::text).toList()));
      case Program.Shell(String text, var _) -> fields.put("shell", Value.of(text));
    }
    fields.put("stdin", input(line.input()));
    fields.put("environment", environment(line.environment()));
    fields.put("directory", line.directory().map(CommandJson::text).orElse(Absent.ABSENT));
    fields.put(
        "exitCodes",
        Fields.of("retry", codes(line.exitCodes().retry()))
            .with("fail", codes(line.exitCodes().fail()))
            .with("ignore", codes(line.exitCodes().ignore())));
    fields.put("captureStdout", Value.of(line.capture()));
    return new Fields(fields);
  }

  /** With all values filled in. */
  static Value of(TaskPreview.Start start) {
    var variables = new LinkedHashMap<String, Value>();
    start.variables().forEach((name, value) -> variables.put(name, Value.of(value)));
    return Fields.of("words", new Sequence(start.words().stream().<Value>map(Value::of).toList()))
        .with("environment", new Fields(variables))
        .with("directory", orAbsent(start.directory()))
        .with("stdin", orAbsent(start.stdin().text()))
        .with("stdinFile", orAbsent(start.stdin().file()));
  }

  private static Value orAbsent(Optional<String> text) {
    return text.<Value>map(Value::of).orElse(Absent.ABSENT);
  }

  private static Value input(Input input) {
    return switch (input) {
      case Input.Nothing() -> Absent.ABSENT;
      case Input.Text(Template text) -> Fields.of("text", text(text));
      case Input.File(Template path) -> Fields.of("file", text(path));
    };
  }

  private static Value environment(Map<String, Template> environment) {
    var fields = new LinkedHashMap<String, Value>();
    environment.forEach((name, value) -> fields.put(name, text(value)));
    return new Fields(fields);
  }

  private static Value codes(List<Integer> codes) {
    return new Sequence(codes.stream().<Value>map(Value::of).toList());
  }

  private static Value text(Template template) {
    return Value.of(template.written());
  }
}
