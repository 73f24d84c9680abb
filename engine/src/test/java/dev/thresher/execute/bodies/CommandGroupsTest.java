package dev.thresher.execute.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CommandGroupsTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path directory;

  /** A process that has started commands and waits for them; killed by the test. */
  static final class Starting {
    private final Spawner spawner;
    private final CommandGroups groups;
    private final Path pids;

    private Starting(Spawner spawner, Path directory) {
      this.spawner = spawner;
      this.groups = new CommandGroups(directory.resolve("groups"));
      this.pids = directory.resolve("pids");
    }

    public static void main(String[] arguments) throws Exception {
      var spawner =
          arguments[0].equals("posix") ? PosixSpawner.link().orElseThrow() : new JdkSpawner();
      new Starting(spawner, Path.of(arguments[1])).startAndWait();
    }

    private void startAndWait() throws Exception {
      groups.ready();
      var ended = begin("exit 0");
      ended.waitFor(SOON.toMillis());
      groups.ended(ended);
      begin("sleep 1000 & echo $$ $! >> '%s'; wait".formatted(pids));
      begin("trap '' TERM; sleep 1000 & echo $$ $! >> '%s'; wait; sleep 1000".formatted(pids))
          .waitFor(SOON.multipliedBy(10).toMillis());
    }

    private CommandProcess begin(String shell) throws Exception {
      var nowhere = new Spawner.Streams(Optional.empty(), Optional.empty(), Optional.empty());
      var words = List.of("sh", "-c", shell);
      var process =
          spawner.start(
              new Spawner.Order(words, Path.of("/bin/sh"), Map.of(), Optional.empty(), nowhere));
      groups.began(process);
      return process;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "posix"})
  void endsAllGroupsWhenTheirProcessIsKilled(String spawner) throws Exception {
    var starting = start(spawner);
    try {
      await().atMost(SOON).until(() -> pids().size() == 4);
      var pids = pids();
      assertThat(pids).allMatch(CommandTaskTest::isAlive);
      starting.destroyForcibly().waitFor();
      await().atMost(SOON).until(() -> pids.stream().noneMatch(CommandTaskTest::isAlive));
    } finally {
      starting.destroyForcibly();
    }
  }

  private Process start(String spawner) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Starting.class.getName(),
            spawner,
            directory.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("said").toFile())
        .start();
  }

  private List<Long> pids() throws IOException {
    var file = directory.resolve("pids");
    return Files.exists(file)
        ? Stream.of(Files.readString(file).strip().split("\\s+")).map(Long::valueOf).toList()
        : List.of();
  }
}
