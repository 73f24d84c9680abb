package dev.thresher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.rundir.StateDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Holds the units of config/systemd against the program. */
class SystemdUnitsTest {
  private static final Path UNITS = Path.of("../config/systemd");

  private static Map<String, List<String>> settings(String unit) throws IOException {
    var settings = new HashMap<String, List<String>>();
    for (var line : Files.readAllLines(UNITS.resolve(unit + ".service"))) {
      int equals = line.indexOf('=');
      if (!line.startsWith("#") && equals > 0) {
        settings
            .computeIfAbsent(line.substring(0, equals), _ -> new ArrayList<>())
            .add(line.substring(equals + 1));
      }
    }
    return settings;
  }

  private static String only(String unit, String key) throws IOException {
    return settings(unit).getOrDefault(key, List.of()).toString();
  }

  private static CommandLine verbs() {
    var nowhere = new PrintStream(new ByteArrayOutputStream());
    return CommandLineFrame.verbs(
        new Surroundings(
            nowhere,
            new Screen(nowhere, Terminal.NONE),
            Map.of(),
            Path.of(""),
            new StateDirectory(Path.of("/none")),
            InstantSource.system(),
            new FakeServices()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"thresher-coordinator", "thresher-worker"})
  void whatAUnitStartsIsAVerbWithItsOptions(String unit) throws IOException {
    var words =
        List.of(settings(unit).getOrDefault("ExecStart", List.of("")).getFirst().split(" "));
    assertThat(words.getFirst()).isEqualTo("/opt/thresher/thresher");
    var line =
        words.subList(1, words.size()).stream()
            .map(word -> word.replace("%H", "big").replace("${THRESHER_CLUSTER}", "big:7300"))
            .toArray(String[]::new);
    var parsed = verbs().parseArgs(line);
    assertThat(parsed.subcommand().matchedOptions()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(parsed.subcommand().unmatched()).isEmpty();
  }

  @Test
  void theEndOfAUnitIsThatOfItsVerb() throws IOException {
    assertThat(only("thresher-worker", "KillMode"))
        .as("SIGTERM to its processes would end tasks that may finish")
        .isEqualTo("[mixed]");
    assertThat(only("thresher-coordinator", "KillMode"))
        .as("jobs survive the coordinator")
        .isEqualTo("[process]");
    for (var unit : List.of("thresher-worker", "thresher-coordinator")) {
      assertThat(only(unit, "SuccessExitStatus")).isEqualTo("[143]");
      assertThat(only(unit, "Restart")).isEqualTo("[on-failure]");
      assertThat(settings(unit)).containsKey("TimeoutStopSec");
    }
  }
}
