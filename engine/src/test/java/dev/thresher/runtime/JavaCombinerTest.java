package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.model.RunEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private final Path directory;
  private final WorkloadDirectory files;

  JavaCombinerTest(@TempDir Path directory) {
    this.directory = directory;
    this.files = new WorkloadDirectory(directory);
  }

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
    assertThat(files.run(TASK, workers).result().asFields().text("m"))
        .isEqualTo("((((12)(34))(56))7)");
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
    var end = files.run(TASK + "output = best.jsonl", 2);
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
    var end = files.run(text, 2);
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
    var end = files.run(TASK, 2);
    assertThat(end.end()).isEqualTo(RunEnd.FAILED);
    assertThat(end.detail())
        .isEqualTo(
            "stage w: method m failed: java.lang.IllegalStateException: four at T.m(T.java:4)");
  }

  @Test
  void aCallThatLastsLongerThanTheDeadlineOfItsStageEndsTheRun() throws Exception {
    endless("Thread.sleep(100_000)");
    var end = files.run(TASK.replace("method = f }", "method = f, deadline = 300ms }"), 2);
    assertThat(end.end()).isEqualTo(RunEnd.FAILED);
    assertThat(end.detail())
        .isEqualTo("stage w: method m ran longer than the deadline of 300 ms, at T.m(T.java:4)");
  }

  @Test
  void theDeadlineOfTheRunEndsAMethodThatDoesNotListen() throws Exception {
    endless("try { Thread.sleep(100_000); } catch (InterruptedException deaf) { }");
    var end = files.run("deadline = 2s\n" + TASK + "output = o.json", 2);
    assertThat(end.end()).isEqualTo(RunEnd.DEADLINE);
    assertThat(end.detail())
        .isEqualTo(
            "the run's deadline of 2 s has passed while stage w: method m was at work, at T.m(T.java:4)");
    assertThat(directory.resolve("o.json")).doesNotExist();
    try (var left = Files.list(directory)) {
      assertThat(left).noneMatch(file -> file.toString().endsWith(".part"));
    }
  }

  @Test
  void cancellingTheRunEndsTheMethod() throws Exception {
    endless(
        "Files.createFile(Path.of(\"" + directory.resolve("busy") + "\")); Thread.sleep(100_000)");
    var going = files.start(files.ready(TASK), 2, _ -> {});
    await().until(() -> Files.exists(directory.resolve("busy")));
    going.cancel("enough");
    var end = going.await();
    assertThat(end.end()).isEqualTo(RunEnd.INTERRUPTED);
    assertThat(end.detail()).isEqualTo("enough");
  }

  private void endless(String statement) throws IOException {
    code(
        """
        import java.nio.file.*;
        class T { static int f(int n) { return n; }
          static int m(int a, int b) throws Exception {
            while (b > 0) { STATEMENT; }
            return a + b;
          }
        }
        """
            .replace("STATEMENT", statement));
  }

  @Test
  void anErrorOfTheMethodEndsTheRunAsAnExceptionDoes() throws Exception {
    code(
        """
        class T { static int f(int n) { return n; }
          static int m(int a, int b) { throw new OutOfMemoryError("all gone"); } }
        """);
    var end = files.run(TASK, 2);
    assertThat(end.end()).isEqualTo(RunEnd.FAILED);
    assertThat(end.detail()).contains("method m failed: java.lang.OutOfMemoryError: all gone");
  }

  @Test
  void whatTheMethodPrintsIsKeptInALogOfTheRun() throws Exception {
    code(
        """
        class T { static int f(int n) { return n; }
          static int m(int a, int b) { System.out.println(a + " " + b); System.err.println("and"); return a + b; } }
        """);
    var former = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(files.run(TASK, 1).end()).isEqualTo(RunEnd.COMPLETED);
    } finally {
      System.setOut(former);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(directory.resolve("run0/logs/reduce.log"))
        .hasContent("1 2\nand\n3 4\nand\n3 7\nand\n5 6\nand\n10 11\nand\n21 7\nand\n");
  }

  @Test
  void whatCannotCombineIsRefusedBeforeTheRun() throws Exception {
    code(
        "class T { static int f(int n) { return n; }\n static int m(int a, long b) { return a } }");
    assertThat(files.complaints(TASK)).containsExactly("T.java:2: ';' expected");
    code(
        "class T { static int f(int n) { return n; }\n static int m(int a, long b) { return a; } }");
    assertThat(files.complaints(TASK))
        .containsExactly(
            "w.conf:3: m cannot reduce: that takes a method that makes one of two, such as static double m(double a, double b)");
    code(
        """
        class T { record R(int n, int x) {}
          static int f(int n) { return n; }
          static R m(R a, R b) { return a; } }
        """);
    assertThat(files.complaints(TASK))
        .containsExactly("w.conf:3: there is no column \"x\" for the method; there are n, f");
  }

  private void code(String text) throws IOException {
    files.write("T.java", text);
  }
}
