package dev.thresher.cli;

import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.rundir.StateDirectory;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Everything a verb touches outside itself, so that a test can give it something else.
 *
 * @param out results, nothing else
 * @param screen everything else
 * @param directory that relative paths start from
 */
record Surroundings(
    PrintStream out,
    Screen screen,
    Map<String, String> environment,
    Path directory,
    StateDirectory state,
    InstantSource clock,
    Services services) {

  /** The one JSON object of a command. */
  void json(Value object) {
    out.println(JsonText.of(object));
    out.flush();
  }

  void results(List<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }
}
