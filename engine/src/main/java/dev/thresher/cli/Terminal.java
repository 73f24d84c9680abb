package dev.thresher.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What may be done to standard error: whether lines can be redrawn in place, and whether colours
 * are wanted.
 *
 * @param redraws it is a terminal that understands cursor movement ({@code TERM} is not {@code
 *     dumb})
 * @param colours {@code redraws}, and {@code NO_COLOR} is unset or empty
 */
record Terminal(boolean redraws, boolean colours) {
  static final Terminal NONE = new Terminal(false, false);

  static Terminal of(boolean isTerminal, Map<String, String> environment) {
    var type = environment.getOrDefault("TERM", "");
    boolean redraws = isTerminal && !type.isEmpty() && !type.equals("dumb");
    return new Terminal(redraws, redraws && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  // System.console() speaks of standard input and output, never of standard error.
  static boolean isStandardErrorATerminal() {
    var descriptor = Path.of("/proc/self/fd/2");
    try {
      var target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException noProc) {
      return answersTestCommand();
    }
  }

  private static boolean answersTestCommand() {
    try {
      var test =
          new ProcessBuilder("test", "-t", "2").redirectError(ProcessBuilder.Redirect.INHERIT);
      return test.start().waitFor() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  String bold(String text) {
    return styled("1", text);
  }

  String red(String text) {
    return styled("31", text);
  }

  private String styled(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
