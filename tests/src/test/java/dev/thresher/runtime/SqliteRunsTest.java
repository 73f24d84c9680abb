package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.scenario.Runs;
import dev.thresher.workload.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs that are databases, of whole runs. */
@Timeout(120)
class SqliteRunsTest {
  private static final String WORKLOAD =
      """
      stages {
        naps { each { row.csv = rows.csv, tasks = 1..40 }
               task { kind = sleep, millis = 0 }
               output = naps.sqlite }
        sums { from = naps, group-by = p
               reduce { runs = count, mean = mean(tasks) }
               output = sums.db }
        all  { from = naps, reduce { rows = count }, output = all.sqlite }
      }
      """;
  private static final List<String> OUTPUTS = List.of("naps.sqlite", "sums.db", "all.sqlite");

  @TempDir Path directory;

  private Path run(BackendKind backend, int workers) throws IOException, InterruptedException {
    var place = Files.createDirectory(directory.resolve(backend.keyword() + workers));
    var file = Files.writeString(place.resolve("w.conf"), WORKLOAD);
    Files.writeString(place.resolve("rows.csv"), "p\n0.1\n0.2\n0.3\n");
    var loader = new WorkloadLoader(BuiltinKinds.load(), new StoredRecords(), place);
    var plan =
        switch (loader.load(file, Overrides.NONE)) {
          case Loaded.Ready ready -> ready.plan();
          case Loaded.Refused(var complaints) -> throw new AssertionError(complaints);
        };
    var run = Runs.run(plan, backend, workers, place.resolve("run"));
    assertThat(run.end().end()).as(run.end().detail()).isEqualTo(RunEnd.COMPLETED);
    try (var left = Files.list(place)) {
      assertThat(left.filter(path -> !Files.isDirectory(path)))
          .extracting(path -> path.getFileName().toString())
          .hasSize(5)
          .containsAll(OUTPUTS);
    }
    return place;
  }

  @Test
  void theDatabaseHasTheSameBytesOnEveryBackend() throws Exception {
    var alone = run(BackendKind.THREADS, 1);
    var others =
        List.of(
            run(BackendKind.THREADS, 4),
            run(BackendKind.VIRTUAL_THREADS, 8),
            run(BackendKind.PROCESSES, 2));
    for (var other : others) {
      for (var output : OUTPUTS) {
        assertThat(other.resolve(output)).hasSameBinaryContentAs(alone.resolve(output));
      }
    }
  }

  static Stream<List<String>> readers() {
    return Stream.of(
        List.of("sqlite3", "-separator", ",", "FILE", "QUERY"),
        List.of(
            "python3",
            "-c",
            "import sqlite3, sys\n"
                + "for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print(*row, sep=',')",
            "FILE",
            "QUERY"));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void otherProgramsReadIt(List<String> reader) throws Exception {
    assumeThat(isInstalled(reader.getFirst())).isTrue();
    var place = run(BackendKind.THREADS, 2);
    assertThat(answer(reader, place.resolve("sums.db"), "SELECT * FROM sums ORDER BY p DESC"))
        .isEqualTo("0.3,40,20.5\n0.2,40,20.5\n0.1,40,20.5\n");
    assertThat(answer(reader, place.resolve("naps.sqlite"), "PRAGMA integrity_check"))
        .isEqualTo("ok\n");
    var schema = answer(reader, place.resolve("naps.sqlite"), "SELECT sql FROM sqlite_master");
    assertThat(schema)
        .isEqualTo("CREATE TABLE \"naps\" (\"p\" REAL, \"tasks\" INTEGER, \"slept\" INTEGER)\n");
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  private static String answer(List<String> reader, Path file, String query) throws Exception {
    var command =
        reader.stream()
            .map(
                word -> word.equals("FILE") ? file.toString() : word.equals("QUERY") ? query : word)
            .toList();
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var text = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }
}
