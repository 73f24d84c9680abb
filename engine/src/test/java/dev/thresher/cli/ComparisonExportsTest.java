package dev.thresher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.compare.BreakEven;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ComparisonExportsTest {
  @TempDir Path directory;

  private CommandRun compare(String... options) {
    var words = Stream.concat(Stream.of("compare", "sums.conf"), Stream.of(options));
    return CommandRun.of(new FakeServices(), directory, words.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--export-json", "--export-csv", "--export-markdown", "--report"})
  void whatExistsIsRefusedBeforeAnyTrial(String option) throws IOException {
    var mine = Files.writeString(directory.resolve("mine"), "mine");
    var refused = compare(option, "mine");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains(option + ": ", "mine exists already", "--overwrite");
    assertThat(mine).hasContent("mine");
  }

  @Test
  void oneFileTakesOneExport() {
    var refused = compare("--export-json", "out", "--report", "./out");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--report: another option names the same file");
  }

  @Test
  void everyFormIsWrittenAndWhatExistsReplacedIfAsked() throws IOException {
    Files.writeString(directory.resolve("out.csv"), "old");
    var exports = new ComparisonExports();
    CommandLine.populateCommand(
        exports,
        "--export-json=out.json",
        "--export-csv=out.csv",
        "--export-markdown=out.md",
        "--report=out.html",
        "--overwrite");
    exports.refuseWhatIsInTheWay(directory);
    exports.write(empty(), directory);
    assertThat(Files.readString(directory.resolve("out.json"))).startsWith("{").endsWith("}\n");
    assertThat(Files.readString(directory.resolve("out.csv"))).startsWith("backend,");
    assertThat(Files.readString(directory.resolve("out.md"))).isNotBlank();
    assertThat(Files.readString(directory.resolve("out.html"))).startsWith("<!DOCTYPE html>");
  }

  private static Comparison empty() {
    return new Comparison(
        new Provenance(
            "sums",
            "sums.conf",
            List.of("thresher", "compare", "sums.conf"),
            new Provenance.Machine("Linux", "a processor", 2, 1L << 30, 0),
            "1.0",
            "25",
            Instant.EPOCH,
            1,
            60,
            1),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new BreakEven.Unknown("nothing was measured"),
        List.of(),
        "the budget is spent");
  }
}
