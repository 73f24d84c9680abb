package dev.thresher.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.thresher.model.Bytes;
import dev.thresher.model.Failure;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaTasksTest {
  @TempDir Path directory;

  private UserTasks tasks(String source) throws IOException {
    return new UserTasks(directory).with("T.java", source);
  }

  private Fields result(String source, String workload) throws Exception {
    return tasks(source).stage(workload).run();
  }

  @Test
  void argumentsGoByNameWhateverTheirOrder() throws Exception {
    var result =
        result(
            "class T { static String f(int a, String b, double c) { return a + b + c; } }",
            "params { c = 3, b = 2 }\ntask { java = T.java, a = 1 }");
    assertThat(result).isEqualTo(Fields.of("f", Value.of("123.0")));
  }

  @Test
  void everyTypeOfArgumentArrives() throws Exception {
    var source =
        """
        import java.math.BigDecimal;
        import java.nio.file.Path;
        import java.util.List;
        public class T {
          enum Pace { SLOW, FAST }
          public static List<Object> f(
              byte a, short b, int c, long d, float e, Double f, boolean g, Integer h, Pace i,
              BigDecimal j, Path k, List<String> l, List<Double> m, List<Long> n, int[] o, String[] p) {
            return List.of(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
          }
        }
        """;
    var result =
        result(
            source,
            """
            task {
              java = T.java, a = -128, b = 7, c = 2147483647, d = 9223372036854775807, e = 0.1, f = 2
              g = true, h = 5, i = FAST, j = 0.10000000000000000000001, k = x/y.txt
              l = [a, 1], m = [1, 2.5], n = [3], o = [1, 2], p = []
            }
            """);
    var path = directory.toAbsolutePath().resolve("x/y.txt");
    assertThat(JsonText.of(result.get("f")))
        .isEqualTo(
            ("[-128,7,2147483647,9223372036854775807,0.1,2.0,true,5,\"FAST\","
                    + "\"0.10000000000000000000001\",\"%s\",[\"a\",\"1\"],[1.0,2.5],[3],[1,2],[]]")
                .formatted(path));
  }

  @Test
  void everyTypeOfResultBecomesColumns() throws Exception {
    var source =
        """
        import java.math.BigInteger;
        import java.util.*;
        public class T {
          record Inner(int x) {}
          public record Row(int whole, double real, String text, byte[] bytes, Map<String, Integer> map,
              Optional<String> none, BigInteger large, Inner inner, char letter) {}
          public static Row row() {
            return new Row(1, 2.5, "t", new byte[] {7}, Map.of("b", 2, "a", 1), Optional.empty(),
                BigInteger.TEN.pow(30), new Inner(3), 'c');
          }
        }
        """;
    var result = result(source, "task { java = T.java }");
    assertThat(new ArrayList<>(result.entries().keySet()))
        .containsExactly(
            "whole", "real", "text", "bytes", "map", "none", "large", "inner", "letter");
    assertThat(result.get("bytes")).isEqualTo(new Value.Binary(Bytes.of(new byte[] {7})));
    assertThat(JsonText.of(result.get("map"))).isEqualTo("{\"a\":1,\"b\":2}");
    assertThat(result.get("none")).isEqualTo(Value.Absent.ABSENT);
    assertThat(result.get("large")).isEqualTo(Value.of("1" + "0".repeat(30)));
    assertThat(JsonText.of(result.get("inner"))).isEqualTo("{\"x\":3}");
  }

  @Test
  void aMethodWithoutResultGivesNoColumn() throws Exception {
    assertThat(result("class T { static void f() {} }", "task { java = T.java }"))
        .isEqualTo(Fields.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "static int f(int a) { return a } | task { java = T.java } | T.java:1: ';' expected",
        "static int f(Foo a) { return b; } | task { java = T.java } | T.java:1: cannot find symbol; symbol: class Foo; location: class T##T.java:1: cannot find symbol; symbol: variable b; location: class T",
        "static int f(dev.thresher.model.Value a) { return 1; } | task { java = T.java } | T.java:1: package dev.thresher.model does not exist",
        "static int f(int a) { return a; } | task { java = T.java, a = 3000000000 } | w.conf:1: a must be a whole number from -2147483648 to 2147483647, but is \"3000000000\"",
        "static int f(int a) { return a; } | task { java = T.java, aa = 3 } | w.conf:1: unknown key \"aa\" in task; allowed here: java, class, jars, method, deadline, retries, semantics, a; did you mean \"a\"?",
        "static int f(int a) { return a; } | task { java = T.java } | w.conf:1: method f needs a (int): give it in task { }, params { } or each { }",
        "static int f() { return 1; } | task { java = T.java, method = g } | w.conf:1: class T has no static method g; it has f()",
        "public static int f() { return 1; } public static int g(int a) { return 1; } | task { java = T.java } | w.conf:1: class T has several static methods: choose one with method = NAME, of f(), g(int a)",
        "static int f() { return 1; } static int f(int a) { return 1; } | task { java = T.java, method = f } | w.conf:1: class T has several methods f, and a task can call only one that has its name alone: f(), f(int a)",
        "int f() { return 1; } | task { java = T.java } | w.conf:1: class T has no static method to call",
        "static int f(Thread t) { return 1; } | task { java = T.java } | w.conf:1: parameter t of f has the type java.lang.Thread; a task can be given int, long, short, byte, double, float, boolean, String, BigDecimal, Path, an enum, a List or array of these, or a random generator",
        "static int f() { return 1; } | task { java = T.java, class = U } | w.conf:1: there is no class U in the jars: U",
        "enum E { A, B } static int f(E e) { return 1; } | task { java = T.java, e = C } | w.conf:1: e must be one of A, B, but is \"C\"",
      })
  void whatIsWrongIsSaidBeforeAnythingRuns(String members, String workload, String complaints)
      throws Exception {
    assertThat(tasks("class T { " + members + " }").complaints(workload))
        .containsExactly(complaints.split("##"));
  }

  @Test
  void rangesAreCheckedAgainstTheType() throws Exception {
    var tasks = tasks("class T { static int f(int a) { return a; } }");
    assertThat(tasks.complaints("each { a = 2147483646..2147483648 }\ntask { java = T.java }"))
        .containsExactly(
            "w.conf:1: a must be a whole number from -2147483648 to 2147483647, but the range has 2147483648");
  }

  @Test
  void theOnlyPublicMethodOrRunIsCalled() throws Exception {
    var only =
        result(
            "public class T { public static int a() { return b(); } static int b() { return 1; } }",
            "task { java = T.java }");
    assertThat(only).isEqualTo(Fields.of("a", Value.of(1)));
    var run =
        result(
            "public class T { public static int a() { return 1; } public static int run() { return 2; } }",
            "task { java = T.java }");
    assertThat(run).isEqualTo(Fields.of("run", Value.of(2)));
  }

  @Test
  void aFailureHasTheUsersFramesAlone() throws Exception {
    var stage =
        tasks(
                """
                class T {
                  static int f() { return g(); }
                  static int g() { throw new IllegalStateException("broken", new RuntimeException("deep")); }
                }
                """)
            .stage("task { java = T.java, method = f }");
    var failure = Failure.of(requireNonNull(catchThrowable(stage::run)));
    assertThat(failure.headline()).isEqualTo("java.lang.IllegalStateException: broken");
    assertThat(failure.frames()).containsExactly("T.g(T.java:3)", "T.f(T.java:2)");
    assertThat(failure.causes()).extracting(Failure::message).containsExactly("deep");
  }

  @Test
  void eachTaskHasARandomStreamOfItsOwnThatComesAgain() throws Exception {
    var source =
        """
        class T {
          static long f(int i, java.util.random.RandomGenerator a, java.util.Random b) {
            return a.nextLong() ^ b.nextLong();
          }
        }
        """;
    var workload = "each { i = 1..50 }\ntask { java = T.java }";
    var first = numbers(tasks(source).stage(workload));
    assertThat(first).doesNotHaveDuplicates();
    assertThat(numbers(tasks(source).stage(workload))).isEqualTo(first);
    assertThat(numbers(tasks(source).stage("seed = 1\n" + workload)))
        .doesNotContainAnyElementsOf(first);
  }

  private static List<Value> numbers(UserTasks.Stage stage) throws Exception {
    var numbers = new ArrayList<Value>();
    for (long i = 0; i < 50; i++) {
      numbers.add(stage.run(i));
    }
    return numbers;
  }

  @Test
  void aSeedThatNothingTakesIsRefused() throws Exception {
    assertThat(
            tasks("class T { static int f() { return 1; } }")
                .complaints("seed = 5\ntask { java = T.java }"))
        .containsExactly("w.conf:2: nothing uses seed: method f takes no random generator");
  }

  @Test
  void codeSeesItsOwnJarsAndNothingOfTheEngine() throws Exception {
    jar(
        "hostile.jar",
        Map.of(
            "org/slf4j/LoggerFactory.java",
            "package org.slf4j; public class LoggerFactory { public static String own() { return \"own\"; } }",
            "dev/thresher/model/Value.java",
            "package dev.thresher.model; public class Value { public static String own() { return \"own\"; } }"),
        Map.of("reference.conf", "thresher = broken {", "application.conf", "}"),
        "-parameters");
    var source =
        """
        class T {
          static String f() throws Exception {
            var context = Thread.currentThread().getContextClassLoader();
            return org.slf4j.LoggerFactory.own() + dev.thresher.model.Value.own()
                + new String(context.getResourceAsStream("application.conf").readAllBytes())
                + see("picocli.CommandLine") + see("dev.thresher.runtime.LocalEngine")
                + (context == T.class.getClassLoader());
          }
          static boolean see(String name) {
            try {
              Class.forName(name);
              return true;
            } catch (ClassNotFoundException hidden) {
              return false;
            }
          }
        }
        """;
    var before = Thread.currentThread().getContextClassLoader();
    var result = result(source, "task { java = T.java, method = f, jars = [\"*.jar\"] }");
    assertThat(result.text("f")).isEqualTo("ownown}falsefalsetrue");
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void aClassInAJarNeedsNoSource() throws Exception {
    jar(
        "walk.jar",
        Map.of(
            "com/x/Walk.java",
            "package com.x; public class Walk { public static int steps(int p) { return 2 * p; } }"),
        Map.of(),
        "-parameters");
    var stage =
        new UserTasks(directory)
            .stage("task { class = com.x.Walk, method = steps, jars = walk.jar, p = 4 }");
    assertThat(stage.run()).isEqualTo(Fields.of("steps", Value.of(8)));
  }

  @Test
  void aJarWithoutNamesOfParametersIsRefused() throws Exception {
    jar(
        "walk.jar",
        Map.of(
            "com/x/Walk.java",
            "package com.x; public class Walk { public static int steps(int p) { return 2 * p; } }"),
        Map.of(),
        "-proc:none");
    assertThat(
            new UserTasks(directory)
                .complaints("task { class = com.x.Walk, jars = walk.jar, p = 4 }"))
        .containsExactly(
            "w.conf:1: the class file of com.x.Walk does not tell how its parameters are called: compile it with the option -parameters");
  }

  @Test
  void aJarThatHasChangedSinceThePlanIsRefused() throws Exception {
    jar("lib.jar", Map.of(), Map.of("a.txt", "1"), "-parameters");
    var stage =
        tasks("class T { static int f() { return 1; } }")
            .stage("task { java = T.java, jars = lib.jar }");
    jar("lib.jar", Map.of(), Map.of("a.txt", "2"), "-parameters");
    assertThatThrownBy(stage::run)
        .hasMessageContaining("lib.jar has changed since the run was planned");
  }

  @Test
  void whatIsNoJarIsRefused() throws Exception {
    assertThat(
            tasks("class T { static int f() { return 1; } }")
                .with("lib.jar", "no zip")
                .complaints("task { java = T.java, jars = lib.jar }"))
        .allSatisfy(complaint -> assertThat(complaint).startsWith("w.conf:1: lib.jar is no jar: "))
        .hasSize(1);
  }

  @Test
  void stagesOfTheSameCodeShareItsClasses() throws Exception {
    var tasks = tasks("class T { static int calls; static int f() { return ++calls; } }");
    var workload = "task { java = T.java }";
    var first = tasks.stage(workload);
    assertThat(first.run()).isEqualTo(Fields.of("f", Value.of(1)));
    assertThat(tasks.stage(workload).run()).isEqualTo(Fields.of("f", Value.of(2)));
  }

  private void jar(
      String name, Map<String, String> sources, Map<String, String> resources, String... options)
      throws IOException {
    var work = Files.createTempDirectory(directory, "jar");
    var arguments = new ArrayList<>(List.of("-d", work.toString()));
    arguments.addAll(Arrays.asList(options));
    for (var source : sources.entrySet()) {
      var file = work.resolve("src").resolve(source.getKey());
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    if (!sources.isEmpty()) {
      int code =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, arguments.toArray(String[]::new));
      assertThat(code).isZero();
    }
    for (var resource : resources.entrySet()) {
      Files.writeString(work.resolve(resource.getKey()), resource.getValue());
    }
    try (var jar = new JarOutputStream(Files.newOutputStream(directory.resolve(name)));
        var files = Files.walk(work)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new ZipEntry(work.relativize(file).toString()));
        jar.write(Files.readAllBytes(file));
        jar.closeEntry();
      }
    }
  }
}
