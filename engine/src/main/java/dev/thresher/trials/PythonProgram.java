package dev.thresher.trials;

import dev.thresher.compare.Provenance;
import dev.thresher.compare.PythonPool;
import dev.thresher.data.JsonReader;
import dev.thresher.host.GroupSignal;
import dev.thresher.host.OwnSession;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Sequence;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The user's Python file, and the program that takes its function through a pool. Not safe for
 * several threads.
 */
public final class PythonProgram {
  private static final String DRIVER = "pools.py";
  private static final long MOST_SECONDS_TO_LOAD = 60;

  private final Path interpreter;
  private final Path file;
  private final Asked asked;
  private final Path directory;
  private final Path scratch;

  /**
   * What the user wants to have run.
   *
   * @param shown the file, as the user wrote it
   * @param names what the function may be called, the best one first
   */
  public record Asked(String shown, List<String> names) {}

  /** What came of a look. */
  public sealed interface Look {
    record Fits(Provenance.Python python) implements Look {}

    /**
     * @param message for the user, with file and line where there are any
     */
    record Refused(String message) implements Look {}
  }

  /**
   * @param interpreter which is replaced by what it says it is, if it is only a script in front
   * @param directory that relative paths start from
   * @param scratch an empty directory, which whoever made it deletes
   */
  public PythonProgram(Path interpreter, Asked asked, Path directory, Path scratch)
      throws IOException {
    this.interpreter = interpreter;
    this.asked = asked;
    this.file = directory.resolve(asked.shown()).toAbsolutePath().normalize();
    this.directory = directory;
    this.scratch = scratch;
    try (InputStream in = PythonProgram.class.getResourceAsStream(DRIVER)) {
      if (in == null) {
        throw new IllegalStateException(DRIVER + " is missing from the class path");
      }
      Files.write(scratch.resolve(DRIVER), in.readAllBytes());
    }
  }

  /**
   * Loads the file in an interpreter of its own and runs no task.
   *
   * @param arguments names of what each task is given
   */
  public Look look(List<String> arguments) throws IOException, InterruptedException {
    var report = scratch.resolve("check.json");
    var out = scratch.resolve("check.out");
    var process = start("check", report, List.of(texts(arguments)), out, interpreter);
    if (!process.waitFor(MOST_SECONDS_TO_LOAD, TimeUnit.SECONDS)) {
      kill(process);
      return new Look.Refused(
          asked.shown()
              + ": has not been loaded within "
              + MOST_SECONDS_TO_LOAD
              + " s; what it does when it is imported must be short");
    }
    if (!Files.exists(report)) {
      return new Look.Refused(
          "%s does not work here, it takes Python 3.8 or later%s"
              .formatted(interpreter, lastLine(out)));
    }
    var told = JsonReader.object(Files.readAllBytes(report));
    return told.find("message")
        .<Look>map(message -> new Look.Refused(message.asText()))
        .orElseGet(() ->
            new Look.Fits(
                new Provenance.Python(
                    asked.shown(),
                    told.text("version"),
                    told.text("interpreter"),
                    told.text("startMethod"))));
  }

  /**
   * Starts a run, which leads a process group of its own.
   *
   * @param python what a look has told
   * @param report which it writes
   * @param out what it prints goes there
   */
  Process start(
      Provenance.Python python, PythonPool pool, int workers, Path rows, Path report, Path out)
      throws IOException {
    return start(
        "run",
        report,
        List.of(rows.toString(), pool.word(), Integer.toString(workers)),
        out,
        Path.of(python.interpreter()));
  }

  private Process start(String verb, Path report, List<String> more, Path out, Path program)
      throws IOException {
    var words = new ArrayList<>(List.of(program.toString(), "-B"));
    words.addAll(List.of(scratch.resolve(DRIVER).toString(), verb, report.toString()));
    words.addAll(List.of(file.toString(), asked.shown(), texts(asked.names())));
    words.addAll(more);
    var builder =
        new ProcessBuilder(OwnSession.of(words))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(out.toFile()));
    // Sets of texts come in the same order in every process.
    builder.environment().putIfAbsent("PYTHONHASHSEED", "0");
    return builder.start();
  }

  /** With the processes of its pool, of which it may have none any more. Does not wait. */
  static void kill(Process process) throws IOException {
    var below = process.descendants().toList();
    GroupSignal.send(process.pid(), "KILL");
    below.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Kills the process below it that has computed most; itself, if there is none. */
  static void strike(Process process) {
    process
        .descendants()
        .max(Comparator.comparing(below -> below.info().totalCpuDuration().orElse(Duration.ZERO)))
        .orElse(process.toHandle())
        .destroyForcibly();
  }

  private static String lastLine(Path out) throws IOException {
    var lines = Files.exists(out) ? Files.readAllLines(out) : List.<String>of();
    return lines.isEmpty() ? "" : ": " + lines.getLast();
  }

  private static String texts(List<String> texts) {
    return JsonText.of(new Sequence(texts.stream().<Value>map(Value::of).toList()));
  }
}
