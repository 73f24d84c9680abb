package dev.thresher.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Several command lines in one JVM, one after the other, with {@code --} between them: what the
 * start-up caches are trained on, since one JVM writes one record. Ends with the largest of their
 * exit codes.
 */
public final class TrainingMain {
  private static final String NEXT = "--";

  private TrainingMain() {}

  public static void main(String[] arguments) {
    int exitCode = 0;
    for (var line : lines(arguments)) {
      exitCode = Math.max(exitCode, CommandLineFrame.execute(Main.surroundings(), line));
    }
    EndOfProcess.exit(exitCode);
  }

  static List<String[]> lines(String[] arguments) {
    var lines = new ArrayList<String[]>();
    var line = new ArrayList<String>();
    for (var word : arguments) {
      if (word.equals(NEXT)) {
        lines.add(line.toArray(String[]::new));
        line.clear();
      } else {
        line.add(word);
      }
    }
    lines.add(line.toArray(String[]::new));
    return lines;
  }
}
