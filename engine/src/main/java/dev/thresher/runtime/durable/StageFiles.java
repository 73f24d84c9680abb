package dev.thresher.runtime.durable;

import dev.thresher.model.Value;
import dev.thresher.task.Column;
import dev.thresher.task.CommandLine;
import dev.thresher.task.Dimension;
import dev.thresher.task.FileRecords;
import dev.thresher.task.FileSeries;
import dev.thresher.task.Inputs;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The files on whose content the results of a stage depend, as far as they can be known: those of
 * records, those that arguments name by an absolute path, those that the words of a command name,
 * and the Python modules that a function's module imports from beside it.
 */
final class StageFiles {
  private final SortedSet<String> paths = new TreeSet<>();

  private StageFiles() {}

  /** Absolute paths of regular files that are there now. */
  static SortedSet<String> of(StageSpec stage) {
    var files = new StageFiles();
    files.addAll(stage.constants());
    if (stage.inputs() instanceof Inputs.Product(List<Dimension> dimensions, _)) {
      dimensions.forEach(files::add);
    }
    switch (stage.body()) {
      case TaskBody.Command(CommandLine line) -> files.addWords(line);
      case TaskBody.PythonFunction python ->
          PythonImports.of(Path.of(python.directory()), python.module())
              .forEach(path -> files.paths.add(path.toString()));
      case TaskBody.Builtin _, TaskBody.JavaMethod _, TaskBody.Closure _ -> {}
    }
    return files.paths;
  }

  private void add(Dimension dimension) {
    switch (dimension) {
      case FileRecords records -> paths.add(records.path());
      case FileSeries series -> series.parts().forEach(this::add);
      case Column.Listed(_, List<Value> values) -> values.forEach(this::addAll);
      case Column.WholeRange _, Column.DecimalRange _ -> {}
    }
  }

  private void addAll(Value value) {
    switch (value) {
      case Value.Text(String text) -> addIfFile(text);
      case Value.Sequence(List<Value> items) -> items.forEach(this::addAll);
      case Value.Fields fields -> fields.entries().values().forEach(this::addAll);
      case Value.Absent _, Value.Truth _, Value.Whole _, Value.Real _, Value.Binary _ -> {}
    }
  }

  private void addIfFile(String text) {
    if (text.startsWith("/") && text.indexOf('\0') < 0) {
      addIfFile(Path.of(text));
    }
  }

  private void addIfFile(Path path) {
    if (Files.isRegularFile(path)) {
      paths.add(path.toString());
    }
  }

  // A script is a word like any other. Programs on the PATH are the system's, not the user's.
  private void addWords(CommandLine line) {
    if (line.program() instanceof CommandLine.Program.Words(var words)) {
      var directory = Path.of(line.directory().map(one -> one.written()).orElse(""));
      for (var word : words) {
        if (word.isLiteral()) {
          addWord(directory, word.head());
        }
      }
    }
  }

  private void addWord(Path directory, String word) {
    try {
      addIfFile(directory.resolve(word).toAbsolutePath().normalize());
    } catch (InvalidPathException noPath) {
      // then it names no file
    }
  }

  /** Bytes of all of them together, as far as they can be looked at. */
  static long bytes(Iterable<String> paths) {
    long bytes = 0;
    for (var path : paths) {
      try {
        bytes += Files.size(Path.of(path));
      } catch (IOException gone) {
        // whoever reads it will tell
      }
    }
    return bytes;
  }
}
