package dev.thresher.codec;

import dev.thresher.task.CommandLine;
import dev.thresher.task.CommandLine.ExitCodes;
import dev.thresher.task.CommandLine.Input;
import dev.thresher.task.CommandLine.Program;
import dev.thresher.task.Template;
import dev.thresher.wire.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** What a command is. */
final class CommandMapping {
  private CommandMapping() {}

  static Wire.Command toWire(CommandLine line) {
    var wire =
        Wire.Command.newBuilder()
            .addAllEnvironment(variables(line.environment()))
            .addAllRetryCodes(line.exitCodes().retry())
            .addAllFailCodes(line.exitCodes().fail())
            .addAllIgnoreCodes(line.exitCodes().ignore())
            .setCapture(line.capture())
            .setIdempotent(line.idempotent());
    switch (line.program()) {
      case Program.Words(List<Template> words) ->
          wire.setWords(
              Wire.Words.newBuilder().addAllWords(words.stream().map(Template::written).toList()));
      case Program.Shell(String text, var variables) ->
          wire.setShell(
              Wire.Shell.newBuilder().setText(text).addAllVariables(variables(variables)));
    }
    switch (line.input()) {
      case Input.Nothing() -> {}
      case Input.Text(Template text) -> wire.setInputText(text.written());
      case Input.File(Template path) -> wire.setInputFile(path.written());
    }
    line.directory().map(Template::written).ifPresent(wire::setDirectory);
    line.output().map(Template::written).ifPresent(wire::setOutput);
    return wire.build();
  }

  private static List<Wire.Variable> variables(Map<String, Template> variables) {
    return variables.entrySet().stream()
        .map(entry ->
            Wire.Variable.newBuilder()
                .setName(entry.getKey())
                .setValue(entry.getValue().written())
                .build())
        .toList();
  }

  static CommandLine fromWire(Wire.Command wire) {
    return new CommandLine(
        program(wire),
        input(wire),
        variables(wire.getEnvironmentList(), "Command.environment"),
        wire.hasDirectory() ? Optional.of(template(wire.getDirectory())) : Optional.empty(),
        new ExitCodes(wire.getRetryCodesList(), wire.getFailCodesList(), wire.getIgnoreCodesList()),
        wire.getCapture(),
        wire.getIdempotent(),
        wire.hasOutput() ? Optional.of(template(wire.getOutput())) : Optional.empty());
  }

  private static Program program(Wire.Command wire) {
    return switch (wire.getProgramCase()) {
      case WORDS -> {
        Check.given(wire.getWords().getWordsCount() > 0, "Words.words");
        yield new Program.Words(
            wire.getWords().getWordsList().stream().map(CommandMapping::template).toList());
      }
      case SHELL -> {
        var text = Check.given(wire.getShell().getText(), "Shell.text");
        yield new Program.Shell(
            text, variables(wire.getShell().getVariablesList(), "Shell.variables"));
      }
      case PROGRAM_NOT_SET -> throw new MalformedFrameException("Command.program is missing");
    };
  }

  private static Input input(Wire.Command wire) {
    return switch (wire.getInputCase()) {
      case INPUT_TEXT -> new Input.Text(template(wire.getInputText()));
      case INPUT_FILE -> new Input.File(template(wire.getInputFile()));
      case INPUT_NOT_SET -> new Input.Nothing();
    };
  }

  private static SequencedMap<String, Template> variables(List<Wire.Variable> wire, String where) {
    var variables = new LinkedHashMap<String, Template>();
    for (var variable : wire) {
      variables.put(
          Check.given(variable.getName(), where + ".name"), template(variable.getValue()));
    }
    return variables;
  }

  private static Template template(String written) {
    try {
      return Template.of(written);
    } catch (IllegalArgumentException malformed) {
      throw new MalformedFrameException("Command holds a malformed template", malformed);
    }
  }
}
