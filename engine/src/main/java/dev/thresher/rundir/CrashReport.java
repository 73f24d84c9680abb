package dev.thresher.rundir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a JVM that crashed says of itself, from the head of its {@code hs_err} file. */
final class CrashReport {
  private static final int HEAD_BYTES = 16 * 1024;
  private static final int MOST_LINES = 12;

  private CrashReport() {}

  /**
   * The sentences between its rules: signal or error, place and problematic frame, without advice
   * on core files and bug reports. Empty if there is no such file.
   */
  static List<String> summary(Path file) {
    try (var in = Files.newInputStream(file)) {
      return summary(new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8));
    } catch (IOException none) {
      return List.of();
    }
  }

  static List<String> summary(String head) {
    var lines = new ArrayList<String>();
    for (var line : head.lines().takeWhile(one -> one.startsWith("#")).toList()) {
      var text = line.substring(1).strip();
      boolean isAdvice =
          text.isEmpty()
              || text.startsWith("A fatal error has been detected")
              || text.startsWith("There is insufficient memory for the Java Runtime")
              || text.startsWith("JRE version")
              || text.startsWith("Java VM");
      if (text.startsWith("No core dump")
          || text.startsWith("Core dump")
          || text.startsWith("Possible reasons")
          || text.startsWith("If you would like")) {
        break;
      }
      if (!isAdvice && lines.size() < MOST_LINES) {
        lines.add(text);
      }
    }
    return lines;
  }
}
