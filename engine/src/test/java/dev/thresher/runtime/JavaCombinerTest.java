package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent.RunEnded;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.workload.Overrides;
import dev.thresher.workload.hocon.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results combined by a method of the user's. */
@Timeout(60)
class JavaCombinerTest {
  private static final String TASK =
      "each { n = 1..7 }\ntask { java = T.java, method = f }\nreduce { java = T.java, method = m }\n";

  @TempDir Path directory;
  private int runs;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void resultsAreCombinedInTheirOrderOverTheTree(int workers) throws Exception {
    code(
        """
        class T {
          static String f(int n) { return "" + n; }
          static String m(String a, String b) { return "(" + a + b + ")"; }
        }
        """);
    assertThat(run(TASK, workers).result().asFields().text("m")).isEqualTo("((((12)(34))(56))7)");
  }

  @Test
  void recordsAreMadeOfWholeRows() throws Exception {
    code(
        """
        import java.util.*;
        class T {
          record Best(int n, double score, List<String> names, Map<String, Integer> more) {}
          record Made(double score, List<String> names, Map<String, Integer> more) {}
          static Made f(int n) {
            return new Made(n * (6 - n), List.of("n" + n), new TreeMap<>(Map.of("k" + n, n)));
          }
          static Best m(Best a, Best b) { return a.score() >= b.score() ? a : b; }
        }
        """);
    var end = run(TASK + "output = best.jsonl", 2);
    assertThat(directory.resolve("best.jsonl"))
        .as(end.detail())
        .hasContent("{\"n\":3,\"score\":9.0,\"names\":[\"n3\"],\"more\":{\"k3\":3}}");
  }

  @Test
  void groupsAreCombinedEach() throws Exception {
    code(
        """
        import java.math.BigInteger;
        class T {
          static BigInteger f(int n) { return BigInteger.TEN.pow(20).add(BigInteger.valueOf(n)); }
          static BigInteger m(BigInteger a, BigInteger b) { return a.add(b); }
        }
        """);
    var text =
        """
        stages {
          rows { each { n = [1, 2, 1, 2] }, task { java = T.java, method = f } }
          sums { from = rows, group-by = n
                 reduce { java = T.java, method = m, column = f }, output = sums.csv }
        }
        """;
    var end = run(text, 2);
    assertThat(directory.resolve("sums.csv"))
        .as(end.detail())
        .hasContent("n,m\n1,200000000000000000002\n2,200000000000000000004\n");
  }

  @Test
  void whatTheMethodThrowsEndsTheRunAndIsNamed() throws Exception {
    code(
        """
        class T {
          static int f(int n) { return n; }
          static int m(int a, int b) {
            if (b == 4) { throw new IllegalStateException("four"); }
            return a + b;
          }
        }
        """);
    var end = run(TASK, 2);
    assertThat(end.end()).isEqualTo(RunEnd.FAILED);
    assertThat(end.detail())
        .isEqualTo(
            "stage w: method m failed: java.lang.IllegalStateException: four at T.m(T.java:4)");
  }

  @Test
  void whatCannotCombineIsRefusedBeforeTheRun() throws Exception {
    code(
        "class T { static int f(int n) { return n; }\n static int m(int a, long b) { return a } }");
    assertThat(complaints(TASK)).containsExactly("T.java:2: ';' expected");
    code(
        "class T { static int f(int n) { return n; }\n static int m(int a, long b) { return a; } }");
    assertThat(complaints(TASK))
        .containsExactly(
            "w.conf:3: m cannot reduce: that takes a method that makes one of two, such as static double m(double a, double b)");
    code(
        """
        class T { record R(int n, int x) {}
          static int f(int n) { return n; }
          static R m(R a, R b) { return a; } }
        """);
    assertThat(complaints(TASK))
        .containsExactly("w.conf:3: there is no column \"x\" for the method; there are n, f");
  }

  private void code(String text) throws IOException {
    Files.writeString(directory.resolve("T.java"), text);
  }

  private Loaded load(String text) throws IOException {
    Files.writeString(directory.resolve("w.conf"), text);
    return new WorkloadLoader(BuiltinKinds.load(), new StoredRecords(), directory.toAbsolutePath())
        .load(Path.of("w.conf"), Overrides.NONE);
  }

  private List<String> complaints(String text) throws IOException {
    return switch (load(text)) {
      case Loaded.Ready ready -> throw new AssertionError(ready.toString());
      case Loaded.Refused(var complaints) -> complaints.stream().map(Complaint::render).toList();
    };
  }

  private RunEnded run(String text, int workers) throws Exception {
    if (!(load(text) instanceof Loaded.Ready ready)) {
      throw new AssertionError(complaints(text));
    }
    var options =
        new RunOptions(
            BackendKind.THREADS,
            workers,
            ready.settings(),
            Optional.of(directory.resolve("run" + runs++)),
            false,
            false);
    return LocalEngine.ofThisUser().start(ready.plan(), options, _ -> {}).await();
  }
}
