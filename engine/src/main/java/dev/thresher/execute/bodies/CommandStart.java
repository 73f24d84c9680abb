package dev.thresher.execute.bodies;

import dev.thresher.host.Programs;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.CommandLine;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskFailure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One attempt's command: its words, environment and directory, with all values filled in. */
final class CommandStart {
  /** The same for all attempts of a task, different for any two tasks of any two runs. */
  static final String IDEMPOTENCY_KEY = "THRESHER_IDEMPOTENCY_KEY";

  static final String ATTEMPT = "THRESHER_ATTEMPT";
  static final String TASK = "THRESHER_TASK";

  private static final String PATH = "PATH";
  private static final String INHERITED_PATH = System.getenv().getOrDefault(PATH, "");

  /** Where words and names of files are encoded: by the locale of this process. */
  private static final Charset NATIVE =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"), StandardCharsets.UTF_8);

  // A look at every directory of the PATH for every task would cost more than some tasks.
  private static final Map<List<String>, Path> FOUND = new ConcurrentHashMap<>();

  private final CommandLine line;
  private final Fields values;
  private final RunPlace place;
  private final TaskContext context;
  private final List<String> words;

  CommandStart(CommandLine line, Fields values, RunPlace place, TaskContext context)
      throws IOException {
    this.line = line;
    this.values = values;
    this.place = place;
    this.context = context;
    var here = new ArrayList<String>();
    for (var word : line.words(values)) {
      here.add(place.files().text(context.task(), word));
    }
    this.words = here;
  }

  /** For messages. */
  String program() {
    return words.getFirst();
  }

  CommandProcess by(Spawner spawner, Spawner.Streams streams) throws TaskFailure, IOException {
    var variables = variables();
    var file = file(variables.getOrDefault(PATH, INHERITED_PATH));
    requireWords();
    var directory = directory();
    try {
      return spawner.start(new Spawner.Order(words, file, variables, directory, streams));
    } catch (IOException refused) {
      throw CommandFailures.notStarted(program(), refused);
    }
  }

  // Where nothing is shared there is no such directory, or another one.
  private Optional<File> directory() {
    return place.files().areShared()
        ? line.directory().map(path -> new File(path.fill(values)))
        : Optional.empty();
  }

  private Path file(String path) throws TaskFailure {
    var key = List.of(program(), path);
    var known = FOUND.get(key);
    if (known != null) {
      return known;
    }
    var found = Programs.find(program(), path);
    if (found.isEmpty()) {
      throw CommandFailures.noProgram(program(), path);
    }
    FOUND.put(key, found.get());
    return found.get();
  }

  private void requireWords() throws TaskFailure {
    for (var word : words) {
      if (word.indexOf('\0') >= 0) {
        throw CommandFailures.impossibleWord(word, "no argument of a program can hold a zero byte");
      }
      if (!NATIVE.equals(StandardCharsets.UTF_8) && !NATIVE.newEncoder().canEncode(word)) {
        throw CommandFailures.impossibleWord(
            word, "the locale of this process has no such letters; set LC_ALL=C.UTF-8");
      }
    }
  }

  private Map<String, String> variables() throws IOException {
    var variables = line.variables(values);
    for (var variable : variables.entrySet()) {
      variable.setValue(place.files().text(context.task(), variable.getValue()));
    }
    var task = context.task();
    variables.put(IDEMPOTENCY_KEY, place.run().value() + "/" + task);
    variables.put(ATTEMPT, Integer.toString(context.attempt()));
    variables.put(TASK, task.toString());
    return variables;
  }
}
