package dev.thresher.task;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which texts of a stage may name files, and the stage with other texts in their place. Says
 * nothing about whether there are such files.
 */
public final class StageFiles {
  private StageFiles() {}

  /**
   * What all tasks of the stage need, beside records: jars, directories of classes, and texts that
   * may name files.
   */
  public static Set<String> named(StageSpec stage) {
    var named = new LinkedHashSet<String>();
    switch (stage.body()) {
      case TaskBody.JavaMethod method -> method.code().jars().forEach(jar -> named.add(jar.path()));
      case TaskBody.Command(CommandLine line) -> named.addAll(literals(line));
      case TaskBody.Closure closure -> {
        closure.code().bundle().jars().forEach(jar -> named.add(jar.path()));
        named.addAll(closure.code().entries());
      }
      case TaskBody.Builtin _, TaskBody.PythonFunction _ -> {}
    }
    named.addAll(paths(stage.constants()));
    return named;
  }

  /** The texts among the values that may be paths of files: those that begin at the root. */
  public static List<String> paths(Fields values) {
    var paths = new ArrayList<String>();
    for (var value : values.entries().values()) {
      if (value instanceof Value.Text(String text) && text.startsWith("/")) {
        paths.add(text);
      }
    }
    return paths;
  }

  // Of a program without a slash the system looks for itself.
  private static List<String> literals(CommandLine line) {
    var found = new ArrayList<String>();
    if (line.program() instanceof CommandLine.Program.Words(List<Template> words)) {
      for (int i = 0; i < words.size(); i++) {
        var word = words.get(i);
        if (word.isLiteral() && (i > 0 || word.head().contains("/"))) {
          found.add(word.head());
        }
      }
    }
    line.environment().values().stream()
        .filter(Template::isLiteral)
        .map(Template::head)
        .filter(text -> text.contains("/"))
        .forEach(found::add);
    if (line.input() instanceof CommandLine.Input.File(Template path) && path.isLiteral()) {
      found.add(path.head());
    }
    found.removeIf(String::isEmpty);
    return found;
  }

  /**
   * What may name files of one task: values that begin at the root, and filled words of its command
   * that hold a slash.
   *
   * @param row the task's arguments, constants included
   */
  public static Set<String> named(StageSpec stage, long index, Fields row) {
    var named = new LinkedHashSet<String>(paths(row));
    if (stage.body() instanceof TaskBody.Command(CommandLine line)) {
      // The file that it makes is no file of the coordinator's.
      var values =
          row.with(CommandLine.INDEX, Value.of(index)).with(CommandLine.OUT, Value.of("out"));
      fill(line, values).stream().filter(text -> text.contains("/")).forEach(named::add);
    }
    return named;
  }

  private static List<String> fill(CommandLine line, Fields values) {
    var texts = new ArrayList<String>();
    var templates = new ArrayList<Template>();
    if (line.program() instanceof CommandLine.Program.Words(List<Template> words)) {
      templates.addAll(words);
    }
    if (line.program() instanceof CommandLine.Program.Shell(String _, var variables)) {
      templates.addAll(variables.values());
    }
    templates.addAll(line.environment().values());
    if (line.input() instanceof CommandLine.Input.File(Template path)) {
      templates.add(path);
    }
    for (var template : templates) {
      boolean hasTexts =
          template.isFilledBy(values)
              && template.holes().stream()
                  .allMatch(
                      hole -> Template.find(hole, values).filter(Template::isText).isPresent());
      if (hasTexts && !template.isLiteral()) {
        texts.add(template.fill(values));
      }
    }
    return texts;
  }

  /** The directory of the stage's Python, if it has any. */
  public static Optional<TaskBody.PythonFunction> python(StageSpec stage) {
    return stage.body() instanceof TaskBody.PythonFunction function
        ? Optional.of(function)
        : Optional.empty();
  }

  /** Files of records that any task of the stage may read. */
  public static List<FileRecords> records(StageSpec stage) {
    var records = new ArrayList<FileRecords>();
    if (stage.inputs() instanceof Inputs.Product(List<Dimension> dimensions, Selection _)) {
      for (var dimension : dimensions) {
        switch (dimension) {
          case FileRecords one -> records.add(one);
          case FileSeries series -> records.addAll(series.parts());
          case Column _ -> {}
        }
      }
    }
    return records;
  }

  /**
   * The stage with code and constants in other places.
   *
   * @param places by what the plan calls them; what is not there stays
   */
  public static StageSpec moved(StageSpec stage, Map<String, String> places) {
    return new StageSpec(
        stage.stage(),
        stage.name(),
        moved(stage.body(), places),
        moved(stage.constants(), places),
        stage.inputs(),
        stage.semantics(),
        stage.deadlineNanos());
  }

  private static TaskBody moved(TaskBody body, Map<String, String> places) {
    return switch (body) {
      case TaskBody.JavaMethod method ->
          new TaskBody.JavaMethod(
              moved(method.code(), places), method.type(), method.method(), method.seed());
      case TaskBody.PythonFunction function ->
          new TaskBody.PythonFunction(
              places.getOrDefault(function.directory(), function.directory()),
              function.module(),
              function.function(),
              function.parameters(),
              function.sha256());
      case TaskBody.Closure(ClassPath code, var function) ->
          new TaskBody.Closure(moved(code, places), function);
      case TaskBody.Builtin _, TaskBody.Command _ -> body;
    };
  }

  private static ClassPath moved(ClassPath code, Map<String, String> places) {
    return new ClassPath(
        code.entries().stream().map(entry -> places.getOrDefault(entry, entry)).toList(),
        moved(code.bundle(), places));
  }

  private static CodeBundle moved(CodeBundle code, Map<String, String> places) {
    return new CodeBundle(
        code.classes(),
        code.jars().stream()
            .map(jar ->
                new CodeBundle.Jar(places.getOrDefault(jar.path(), jar.path()), jar.sha256()))
            .toList());
  }

  /**
   * The values, with other texts for those that name a file; of what a text says piece by piece
   * too.
   */
  public static Fields moved(Fields values, Map<String, String> places) {
    var moved = new LinkedHashMap<String, Value>();
    values
        .entries()
        .forEach((name, value) -> {
          var place = value instanceof Value.Text(String text) ? places.get(text) : null;
          moved.put(name, place == null ? value : Value.of(place));
        });
    return new Fields(moved);
  }
}
