package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.model.BackendKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The workload files that read data, held against other programs and published values. */
@Timeout(180)
class DataExamplesTest {
  private Path workloads;
  private ExampleRuns examples;

  @BeforeEach
  void copyWhatReadsBesideItself(@TempDir Path directory) throws IOException {
    workloads = Files.createDirectory(directory.resolve("workloads"));
    for (var name : List.of("best-p.conf", "Excess.java", "access-log.conf", "AccessLog.java")) {
      Files.copy(ExampleRuns.SHIPPED.resolve(name), workloads.resolve(name));
    }
    examples = new ExampleRuns(workloads, directory);
  }

  /** What a program prints. */
  private String printed(String... command) throws Exception {
    var process =
        new ProcessBuilder(command)
            .directory(workloads.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var text = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  @Test
  void theWalksOfTheSweepAreComparedWithTheory() throws Exception {
    var sweep = new ExampleRuns(ExampleRuns.SHIPPED, examples.directory());
    var steps = sweep.run("sweep.conf", "steps.csv", BackendKind.THREADS, "walks=1000");
    Files.writeString(workloads.resolve("steps.csv"), steps);
    var best = examples.sameEverywhere("best-p.conf", "best.csv");
    assertThat(best).startsWith("p,mean,worst,runs\n");
    var expected = new ArrayList<double[]>();
    for (int tenths = 1; tenths <= 9; tenths++) {
      double p = tenths / 10.0;
      var excesses =
          ExampleRuns.rows(steps).stream()
              .filter(row -> Double.parseDouble(row[0]) == p)
              .mapToDouble(row -> Double.parseDouble(row[2]) - 10 / p)
              .summaryStatistics();
      expected.add(new double[] {p, excesses.getAverage(), excesses.getMax(), 20});
    }
    var found = ExampleRuns.rows(best);
    assertThat(found).hasSize(9);
    for (int i = 0; i < 9; i++) {
      for (int column = 0; column < 4; column++) {
        assertThat(Double.parseDouble(found.get(i)[column]))
            .as("row %s, column %s", i, column)
            .isCloseTo(expected.get(i)[column], within(1e-9));
      }
    }
  }

  @Test
  void pagesOfAnAccessLogAreThoseThatAwkFinds() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var log = printed(java, "AccessLog.java", "4000", "7");
    assertThat(log.lines()).hasSize(4_000);
    Files.writeString(workloads.resolve("access.log"), log);
    var pages = examples.sameEverywhere("access-log.conf", "pages.csv");
    assertThat(pages)
        .isEqualTo(
            printed(
                "awk",
                """
                {
                  if (!($7 in requests)) path[++paths] = $7
                  requests[$7]++; bytes[$7] += $10; failed[$7] += ($9 >= 500)
                }
                END {
                  print "path,requests,bytes,failed"
                  for (i = 1; i <= paths; i++)
                    printf "%s,%d,%.0f,%d\\n", path[i], requests[path[i]], bytes[path[i]], failed[path[i]]
                }
                """,
                "access.log"));
    var total = examples.output(BackendKind.PROCESSES, "total.json");
    assertThat(total).isEqualTo(examples.output(BackendKind.THREADS, "total.json"));
    assertThat(total)
        .isEqualTo(
            printed(
                "awk",
                """
                { requests++; bytes += $10; failed += ($9 >= 500); pages += !($7 in seen); seen[$7] }
                END { printf "{\\n  \\"pages\\": %d,\\n  \\"requests\\": %d,\\n  \\"bytes\\": %.0f,\\n  \\"failed\\": %d\\n}\\n", pages, requests, bytes, failed }
                """,
                "access.log"));
  }

  @Test
  void wordsInBlocksOfADirectoryAreThoseThatUniqCounts() throws Exception {
    var shipped = new ExampleRuns(ExampleRuns.SHIPPED, examples.directory());
    var words = shipped.sameEverywhere("word-blocks.conf", "results/word-blocks.csv");
    assertThat(words)
        .isEqualTo(
            printed(
                "sh",
                "-c",
                """
                export LC_ALL=C; echo word,count
                cat "$1"/*.txt | tr -cs A-Za-z '\\n' | tr A-Z a-z | sed '/^$/d' | sort | uniq -c | awk '{ print $2 "," $1 }'
                """,
                "sh",
                ExampleRuns.SHIPPED.resolve("texts").toString()));
  }

  @Tag("slow")
  @Test
  void pythonFindsThePeriodsOfThePlanets() throws Exception {
    var shipped = new ExampleRuns(ExampleRuns.SHIPPED, examples.directory());
    var periods = shipped.sameEverywhere("planets.conf", "periods.csv");
    assertThat(periods).startsWith("planet,axis,degrees,years,observed,deviation\nMercury,");
    assertThat(ExampleRuns.rows(periods))
        .hasSize(8)
        // The planets' own masses, which the third law leaves out, make up to a thousandth.
        .allSatisfy(
            row -> assertThat(Double.parseDouble(row[5])).isBetween(-0.001, 0.001).isNotZero())
        .anySatisfy(row -> {
          assertThat(row[0]).isEqualTo("Saturn");
          assertThat(Double.parseDouble(row[3])).isCloseTo(29.45, within(0.01));
        });
  }
}
