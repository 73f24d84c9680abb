package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.model.BackendKind;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The workload files whose tasks are the user's own code, as they are shipped. */
@Timeout(180)
class ExampleWorkloadsTest {
  private ExampleRuns examples;

  @BeforeEach
  void runInADirectoryOfTheTest(@TempDir Path directory) {
    examples = new ExampleRuns(ExampleRuns.SHIPPED, directory);
  }

  @Test
  void theWalkTakesTenDividedByPSteps() throws Exception {
    var csv = examples.sameEverywhere("sweep.conf", "steps.csv");
    assertThat(csv).startsWith("p,seed,steps\n0.1,1,");
    var rows = ExampleRuns.rows(csv);
    assertThat(rows).hasSize(180);
    assertThat(rows)
        .allSatisfy(row -> {
          double p = Double.parseDouble(row[0]);
          // The mean of 10,000 walks: within six standard errors.
          assertThat(Double.parseDouble(row[2]))
              .isCloseTo(10 / p, within(6 * Math.sqrt(10 * (1 - p)) / p / 100));
        });
  }

  @Test
  void theWalkTakesItsParametersFromTheCommandLine() throws Exception {
    var csv = examples.run("sweep.conf", "steps.csv", BackendKind.THREADS, "walks=100");
    // The mean of a hundred whole numbers has at most two decimals.
    assertThat(ExampleRuns.rows(csv))
        .allSatisfy(row -> assertThat(row[2]).matches("\\d+\\.\\d{1,2}"));
  }

  @Test
  void simulatedPricesAgreeWithTheFormula() throws Exception {
    var csv = examples.sameEverywhere("black-scholes.conf", "black-scholes.csv", "paths=20000");
    assertThat(csv).startsWith("strike,volatility,years,price,error,exact,deviation\n");
    var rows = ExampleRuns.rows(csv);
    assertThat(rows).hasSize(30);
    assertThat(rows)
        .allSatisfy(row -> {
          double price = Double.parseDouble(row[3]);
          double error = Double.parseDouble(row[4]);
          double exact = Double.parseDouble(row[5]);
          double deviation = Double.parseDouble(row[6]);
          assertThat(error).isPositive().isLessThan(exact / 10);
          assertThat(deviation).isBetween(-5.0, 5.0).isEqualTo((price - exact) / error);
        });
    assertThat(rows.stream().map(row -> row[6]).distinct()).hasSize(30);
    // A call at 110 on a share at 100, half a year, 5 %, volatility 0.2, with the error function.
    assertThat(rows.stream().filter(row -> csvKey(row).equals("110,0.2,0.5")))
        .allSatisfy(
            row -> assertThat(Double.parseDouble(row[5])).isCloseTo(2.906471321592, within(1e-10)))
        .hasSize(1);
  }

  private static String csvKey(String[] row) {
    return String.join(",", row[0], row[1], row[2]);
  }

  @Test
  void twelveQueensStandIn14200Ways() throws Exception {
    assertThat(examples.sameEverywhere("queens.conf", "queens.json"))
        .contains("\"solutions\": 14200");
  }

  @Tag("slow")
  @Test
  void fourteenQueensStandIn365596Ways() throws Exception {
    assertThat(examples.sameEverywhere("queens.conf", "queens.json", "n=14", "each.column=1..14"))
        .contains("\"solutions\": 365596");
  }

  @Test
  void thereAre4865609GamesOfFiveMoves() throws Exception {
    assertThat(examples.sameEverywhere("perft.conf", "perft.json")).contains("\"games\": 4865609");
  }

  @Tag("slow")
  @Test
  void thereAre119060324GamesOfSixMoves() throws Exception {
    assertThat(examples.sameEverywhere("perft.conf", "perft.json", "depth=6"))
        .contains("\"games\": 119060324");
  }

  // The output of "binary-trees 10" in the Computer Language Benchmarks Game.
  @Test
  void binaryTreesHaveThePublishedChecks() throws Exception {
    assertThat(
            examples.sameEverywhere(
                "binary-trees.conf",
                "binary-trees.csv",
                "n=10",
                "stages.build.each.depth=4..10 step 2"))
        .isEqualTo(
            """
            depth,trees,check,stretch,longLived
            4,1024,31744,4095,2047
            6,256,32512,4095,2047
            8,64,32704,4095,2047
            10,16,32752,4095,2047
            """);
  }

  @Test
  void pythonFindsTheFactors() throws Exception {
    var csv = examples.sameEverywhere("factors.conf", "factors.csv");
    assertThat(examples.run("factors.conf", "factors.csv", BackendKind.VIRTUAL_THREADS))
        .isEqualTo(csv);
    assertThat(csv)
        .startsWith("n,factors,distinct,largest\n2025,\"[3,3,3,3,5,5]\",2,5\n")
        .contains("\n4294967297,\"[641,6700417]\",2,6700417\n");
  }
}
