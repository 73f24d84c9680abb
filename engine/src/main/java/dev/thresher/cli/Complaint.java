package dev.thresher.cli;

import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.workload.hocon.Origin;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One thing that is wrong with what the user gave, and where.
 *
 * @param file as the user wrote it; empty if the command line itself is wrong
 * @param argument of the command line, such as {@code --set walks=x}
 * @param message what is wrong and what is allowed, one sentence
 * @param suggestion what was probably meant
 */
public record Complaint(
    Optional<String> file,
    OptionalInt line,
    Optional<String> argument,
    String message,
    Optional<String> suggestion) {

  static Complaint of(String message) {
    return new Complaint(
        Optional.empty(), OptionalInt.empty(), Optional.empty(), message, Optional.empty());
  }

  static Complaint at(Origin origin, String message) {
    return at(origin, message, Optional.empty());
  }

  static Complaint at(Origin origin, String message, Optional<String> suggestion) {
    return switch (origin) {
      case Origin.InFile(String file, int line) ->
          new Complaint(
              Optional.of(file),
              line > 0 ? OptionalInt.of(line) : OptionalInt.empty(),
              Optional.empty(),
              message,
              suggestion);
      case Origin.Argument(String text) ->
          new Complaint(
              Optional.empty(), OptionalInt.empty(), Optional.of(text), message, suggestion);
      case Origin.Default() ->
          new Complaint(
              Optional.empty(), OptionalInt.empty(), Optional.empty(), message, suggestion);
    };
  }

  static Complaint aboutArgument(String argument, String message) {
    return new Complaint(
        Optional.empty(), OptionalInt.empty(), Optional.of(argument), message, Optional.empty());
  }

  /** {@code sweep.conf:12: unknown key "worker"; did you mean "workers"?} */
  String render() {
    var place = file.map(name -> name + line(":")).or(() -> argument).map(at -> at + ": ");
    var meant = suggestion.map(word -> "; did you mean \"" + word + "\"?");
    return PrintableText.escape(place.orElse("") + message + meant.orElse(""));
  }

  private String line(String before) {
    return line.isEmpty() ? "" : before + line.getAsInt();
  }

  Fields toFields() {
    return Fields.of("file", orAbsent(file))
        .with("line", line.isEmpty() ? Absent.ABSENT : Value.of(line.getAsInt()))
        .with("argument", orAbsent(argument))
        .with("message", Value.of(message))
        .with("suggestion", orAbsent(suggestion));
  }

  private static Value orAbsent(Optional<String> text) {
    return text.<Value>map(Value::of).orElse(Absent.ABSENT);
  }
}
