package dev.thresher.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a program lead a session and process group of its own, so that a Ctrl-C at the terminal,
 * which goes to a whole group, does not reach it, and a signal to its group reaches all that it has
 * started. Needs the program {@code setsid}, which macOS lacks.
 */
public final class OwnSession {
  private static final Optional<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid")).stream()
          .filter(Files::isExecutable)
          .findFirst();

  private OwnSession() {}

  /**
   * The words that start the same program so; {@code words} themselves where that cannot be had.
   * The process keeps its pid: {@code setsid} forks only if it leads a group, which a child of a
   * JVM does not.
   */
  public static List<String> of(List<String> words) {
    if (SETSID.isEmpty()) {
      return words;
    }
    var whole = new ArrayList<String>(words.size() + 1);
    whole.add(SETSID.get().toString());
    whole.addAll(words);
    return whole;
  }
}
