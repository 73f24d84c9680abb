package dev.thresher.execute.bodies;

import dev.thresher.execute.TaskOutput;
import dev.thresher.model.Failure;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.CommandLine.ExitCodes;
import dev.thresher.task.TaskFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What can go wrong with a command, in words for the user. */
final class CommandFailures {
  private static final int SIGNALLED = 128;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "HUP", 2, "INT", 3, "QUIT", 6, "ABRT", 8, "FPE", 9, "KILL", 11, "SEGV", 13, "PIPE", 15,
          "TERM");

  private CommandFailures() {}

  static TaskFailure ofCode(
      String program, int code, ExitCodes codes, Optional<TaskOutput.Log> log, StagedFiles files)
      throws IOException {
    files.addCapturedTo(log);
    var said = log.map(TaskOutput.Log::lastLine).filter(line -> !line.isEmpty());
    var message =
        program
            + " ended with "
            + inWords(code)
            + said.map(line -> "; it said: " + line).orElse("");
    return new TaskFailure(
        Failure.of(codes.isFinal(code) ? Failure.FINAL_EXIT_CODE : Failure.EXIT_CODE, message));
  }

  private static String inWords(int code) {
    int signal = code - SIGNALLED;
    return SIGNALS.containsKey(signal)
        ? "exit code %d (signal %s)".formatted(code, SIGNALS.get(signal))
        : "exit code " + code;
  }

  static TaskFailure noOutput() {
    return of("NO_OUTPUT", "the command ended well, but has not made the file {out}");
  }

  static TaskFailure noProgram(String program, String path) {
    return of(
        Failure.NO_PROGRAM,
        program.startsWith("/")
            ? "there is no program " + program
            : "there is no program %s on the PATH, which is %s".formatted(program, path));
  }

  static TaskFailure notStarted(String program, IOException refused) {
    return of("NOT_STARTED", program + " could not be started: " + refused.getMessage());
  }

  static TaskFailure noRoom(Path staging) {
    return of(
        "DISK_FULL",
        "the disk of %s was full when the command ended: nobody knows whether all that it wrote is"
                .formatted(staging)
            + " there, and it may not start twice; make room, then use --retry-failed");
  }

  static TaskFailure noColumn(String name, Fields row) {
    return of(
        Failure.NO_VALUE,
        "the command uses {%s}, but this row has no such column; it has %s"
            .formatted(name, String.join(", ", row.entries().keySet())));
  }

  static TaskFailure noText(String name, Value value) {
    return of(
        Failure.NO_VALUE,
        value instanceof Value.Absent
            ? "the command uses {%s}, but this row has no value there".formatted(name)
            : "the command uses {%s}, which is no text and no number here, but %s"
                .formatted(name, JsonText.of(value)));
  }

  static TaskFailure impossibleWord(String word, String why) {
    return of(Failure.IMPOSSIBLE_WORD, "\"%s\": %s".formatted(word, why));
  }

  private static TaskFailure of(String type, String message) {
    return new TaskFailure(Failure.of(type, message));
  }
}
