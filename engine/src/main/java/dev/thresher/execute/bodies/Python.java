package dev.thresher.execute.bodies;

import dev.thresher.task.TaskBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Starts and ends processes of {@code python3} with the engine's driver. */
public final class Python {
  private static final String PROGRAM = "python3";
  private static final int SIGNALLED = 128;

  private Python() {}

  /**
   * What a function takes. Reads its module and runs none of it.
   *
   * @param directory absolute; looked into before PYTHONPATH
   * @throws IOException if there is no Python; the message is for the user
   */
  public static PythonModule describe(String directory, String module, String function)
      throws IOException, InterruptedException {
    var process = start(List.of("describe", directory, module, function, ""));
    process.getOutputStream().close();
    var told = process.getInputStream().readAllBytes();
    var complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(
          "%s does not work here, Thresher needs 3.8 or later: %s"
              .formatted(PROGRAM, lastLine(complaint)));
    }
    return PythonJson.module(told);
  }

  private static String lastLine(String text) {
    return text.lines().reduce("", (_, line) -> line);
  }

  static Process serve(TaskBody.PythonFunction body) throws IOException {
    return start(
        List.of(
            "serve",
            body.directory(),
            body.module(),
            body.function(),
            HexFormat.of().formatHex(body.sha256().toArray())));
  }

  private static Process start(List<String> arguments) throws IOException {
    var command = new java.util.ArrayList<>(List.of(PROGRAM, "-B", "-c", Driver.TEXT));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    // Sets of texts come in the same order in every process.
    builder.environment().putIfAbsent("PYTHONHASHSEED", "0");
    try {
      return builder.start();
    } catch (IOException missing) {
      throw new IOException(
          "there is no program %s that could be started: install Python 3.8 or later (apt install python3, dnf install python3, brew install python) and see that %s is on the PATH"
              .formatted(PROGRAM, PROGRAM),
          missing);
    }
  }

  /** The interpreter made itself the leader of a group, in which its own children are, too. */
  static void killGroup(Process process) {
    if (process.isAlive()) {
      try {
        new ProcessBuilder("/bin/sh", "-c", "kill -KILL -" + process.pid())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
      } catch (IOException noShell) {
        // Then its children end with their pipes, or not at all.
      }
    }
    process.destroyForcibly();
  }

  /** How it ended, in words. */
  static String described(int exitValue) {
    return exitValue > SIGNALLED
        ? "killed by signal " + (exitValue - SIGNALLED)
        : "with exit code " + exitValue;
  }

  private static final class Driver {
    static final String TEXT = read();

    private static String read() {
      try (InputStream in = Python.class.getResourceAsStream("driver.py")) {
        if (in == null) {
          throw new IllegalStateException("driver.py is missing from the class path");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException unreadable) {
        throw new IllegalStateException("driver.py cannot be read", unreadable);
      }
    }
  }
}
