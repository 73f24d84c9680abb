package dev.thresher.task;

import dev.thresher.model.Value.Fields;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A program to start for each task, and what is around it.
 *
 * @param input what it reads from standard input
 * @param environment added to that of the worker, by name
 * @param directory in which it runs; empty for that of the worker
 * @param capture whether what it prints on standard output becomes a result field
 * @param output the file per task as the user named it; its last ending is that of the staged file
 */
public record CommandLine(
    Program program,
    Input input,
    SequencedMap<String, Template> environment,
    Optional<Template> directory,
    ExitCodes exitCodes,
    boolean capture,
    boolean idempotent,
    Optional<Template> output) {
  /** The name of the file that the task makes, in templates and as a shell variable. */
  public static final String OUT = "out";

  /** The name of the task's number, from 0, in templates and as a shell variable. */
  public static final String INDEX = "index";

  /** Whether the name is one that commands themselves give a meaning. */
  public static boolean isOwnName(String name) {
    return name.equals(OUT) || name.equals(INDEX);
  }

  public CommandLine {
    environment = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(environment));
  }

  /** What is started. */
  public sealed interface Program {
    /** The words as they are, no shell between; at least one. */
    record Words(List<Template> words) implements Program {
      public Words {
        words = List.copyOf(words);
      }
    }

    /**
     * A text for {@code /bin/sh -c}. Values are never put into it: they arrive as variables.
     *
     * @param variables by the name of the shell variable
     */
    record Shell(String text, SequencedMap<String, Template> variables) implements Program {
      public Shell {
        variables = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(variables));
      }
    }
  }

  /** What a program finds on its standard input. */
  public sealed interface Input {
    record Nothing() implements Input {}

    record Text(Template text) implements Input {}

    record File(Template path) implements Input {}
  }

  /**
   * What exit codes mean, apart from 0, which is always good. One that is not listed is a failure,
   * which may be retried unless {@code retry} names others.
   *
   * @param retry failures that may be retried
   * @param fail failures that are final whatever the retries
   * @param ignore as good as 0
   */
  public record ExitCodes(List<Integer> retry, List<Integer> fail, List<Integer> ignore) {
    public static final ExitCodes USUAL = new ExitCodes(List.of(), List.of(), List.of());

    public ExitCodes {
      retry = List.copyOf(retry);
      fail = List.copyOf(fail);
      ignore = List.copyOf(ignore);
    }

    public boolean isGood(int code) {
      return code == 0 || ignore.contains(code);
    }

    /** Whether a failure with this code is not worth another attempt. */
    public boolean isFinal(int code) {
      return fail.contains(code) || !retry.isEmpty() && !retry.contains(code);
    }
  }

  /**
   * What is executed: the program and its arguments, or a shell with its text.
   *
   * @param values has every name of {@link #holes}
   */
  public List<String> words(Fields values) {
    return switch (program) {
      case Program.Words(List<Template> templates) ->
          templates.stream().map(template -> template.fill(values)).toList();
      case Program.Shell(String text, var _) -> List.of("/bin/sh", "-c", text);
    };
  }

  /**
   * What the environment has beside that of the worker, by name; those of a shell win. A variable
   * of a shell for which there is no value is not set: where only the rows tell their columns, it
   * may be meant as one of the worker's own.
   */
  public SequencedMap<String, String> variables(Fields values) {
    var variables = new LinkedHashMap<String, String>();
    environment.forEach((name, value) -> variables.put(name, value.fill(values)));
    if (program instanceof Program.Shell(String _, var ofShell)) {
      ofShell.forEach((name, value) -> {
        if (value.isFilledBy(values)) {
          variables.put(name, value.fill(values));
        }
      });
    }
    return variables;
  }

  /** Whether it writes {@code {out}} itself; otherwise an output gets its standard output. */
  public boolean writesOut() {
    return holes().contains(OUT);
  }

  /** Every name in any of its templates, as written between the braces. */
  public Set<String> holes() {
    var names = new LinkedHashSet<String>();
    templates().forEach(template -> names.addAll(template.holes()));
    return names;
  }

  /** Those of {@link #holes} without whose values it cannot be started. */
  public Set<String> needs() {
    var names = new LinkedHashSet<String>();
    if (program instanceof Program.Words(List<Template> templates)) {
      templates.forEach(template -> names.addAll(template.holes()));
    }
    around().forEach(template -> names.addAll(template.holes()));
    return names;
  }

  private Stream<Template> templates() {
    var words =
        switch (program) {
          case Program.Words(List<Template> templates) -> templates.stream();
          case Program.Shell(String _, Map<String, Template> variables) ->
              variables.values().stream();
        };
    return Stream.concat(words, around());
  }

  private Stream<Template> around() {
    var stdin =
        switch (input) {
          case Input.Nothing() -> Stream.<Template>empty();
          case Input.Text(Template text) -> Stream.of(text);
          case Input.File(Template path) -> Stream.of(path);
        };
    return Stream.of(stdin, environment.values().stream(), directory.stream(), output.stream())
        .flatMap(part -> part);
  }
}
