package dev.thresher.execute.bodies;

import dev.thresher.model.RunId;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.CommandLine;
import dev.thresher.task.CommandLine.Program;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskFailure;
import dev.thresher.task.Template;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One attempt's command: its words, environment and directory, with all values filled in. */
final class CommandStart {
  /** The same for all attempts of a task, different for any two tasks of any two runs. */
  static final String IDEMPOTENCY_KEY = "THRESHER_IDEMPOTENCY_KEY";

  static final String ATTEMPT = "THRESHER_ATTEMPT";
  static final String TASK = "THRESHER_TASK";

  /** Where words and names of files are encoded: by the locale of this process. */
  private static final Charset NATIVE =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"), StandardCharsets.UTF_8);

  // A look at every directory of the PATH for every task would cost more than some tasks.
  private static final Set<List<String>> FOUND = ConcurrentHashMap.newKeySet();

  /**
   * @param input empty for nothing to read
   * @param output added to the end of that file; empty for the log
   * @param log for everything else; empty for nowhere
   */
  record Streams(Optional<Path> input, Optional<Path> output, Optional<Path> log) {}

  private final CommandLine line;
  private final Fields values;
  private final RunId run;
  private final TaskContext context;
  private final List<String> words;

  CommandStart(CommandLine line, Fields values, RunId run, TaskContext context) {
    this.line = line;
    this.values = values;
    this.run = run;
    this.context = context;
    this.words =
        switch (line.program()) {
          case Program.Words(List<Template> templates) ->
              templates.stream().map(template -> template.fill(values)).toList();
          case Program.Shell(String text, var _) -> List.of("/bin/sh", "-c", text);
        };
  }

  /** For messages. */
  String program() {
    return words.getFirst();
  }

  Process with(Streams streams) throws TaskFailure {
    var builder = new ProcessBuilder(CommandGroups.inOwnGroup(words));
    setEnvironment(builder.environment());
    line.directory().ifPresent(path -> builder.directory(new File(path.fill(values))));
    builder.redirectInput(
        streams.input().map(path -> Redirect.from(path.toFile())).orElse(FROM_NOTHING));
    var log = streams.log().map(path -> Redirect.appendTo(path.toFile())).orElse(Redirect.DISCARD);
    if (streams.output().isPresent()) {
      builder.redirectOutput(Redirect.appendTo(streams.output().get().toFile())).redirectError(log);
    } else {
      builder.redirectErrorStream(true).redirectOutput(log);
    }
    return started(builder);
  }

  private static final Redirect FROM_NOTHING = Redirect.from(new File("/dev/null"));

  private Process started(ProcessBuilder builder) throws TaskFailure {
    requireProgram(builder.environment().getOrDefault("PATH", ""));
    requireWords();
    try {
      return builder.start();
    } catch (IOException refused) {
      throw CommandFailures.notStarted(program(), refused);
    }
  }

  private void requireProgram(String path) throws TaskFailure {
    var key = List.of(program(), path);
    if (!FOUND.contains(key)) {
      if (!Programs.isThere(program(), path)) {
        throw CommandFailures.noProgram(program(), path);
      }
      FOUND.add(key);
    }
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

  private void setEnvironment(Map<String, String> environment) {
    line.environment().forEach((name, value) -> environment.put(name, value.fill(values)));
    if (line.program() instanceof Program.Shell(String _, var variables)) {
      variables.forEach((name, value) -> environment.put(name, value.fill(values)));
    }
    var task = context.task();
    environment.put(IDEMPOTENCY_KEY, run.value() + "/" + task);
    environment.put(ATTEMPT, Integer.toString(context.attempt()));
    environment.put(TASK, task.toString());
  }
}
