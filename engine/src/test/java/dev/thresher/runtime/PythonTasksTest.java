package dev.thresher.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.thresher.execute.bodies.Python;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.TaskFailure;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PythonTasksTest {
  @TempDir Path directory;

  private UserTasks.@Nullable Stage started;

  @AfterEach
  void endInterpreters() throws IOException {
    var stage = started;
    if (stage != null) {
      ((Closeable) stage.kind()).close();
    }
  }

  private UserTasks tasks(String module) throws IOException {
    return new UserTasks(directory).with("m.py", module);
  }

  private UserTasks.Stage stage(String module, String workload) throws IOException {
    var stage = tasks(module).stage(workload);
    started = stage;
    return stage;
  }

  @Test
  void argumentsGoByNameAndComeBackAsTheyAre() throws Exception {
    var stage =
        stage(
            "def f(a, b, *, c, d=7):\n    return [a, b, c, d]\n",
            "params { c { x = [1, 2.5, null], y = \"é \\u0001\" } }\ntask { python = \"m:f\", b = true, a = 9223372036854775807 }");
    assertThat(JsonText.of(stage.run()))
        .isEqualTo("{\"f\":[9223372036854775807,true,{\"x\":[1,2.5,null],\"y\":\"é \\u0001\"},7]}");
  }

  @ParameterizedTest
  @CsvSource({
    "plain, '[\"a\"]'",
    "wrapped, '[\"a\"]'",
    "greedy, '[\"a\",\"z\"]'",
    "hidden, '[\"a\",\"z\"]'"
  })
  void aColumnThatTheFunctionHasNoParameterForIsNotGivenToIt(String function, String names)
      throws Exception {
    Files.writeString(directory.resolve("rows.csv"), "a,z\n1,2\n");
    var module =
        """
        import functools
        def passing(f):
            @functools.wraps(f)
            def called(*args, **row):
                return f(*args, **row)
            return called
        def hiding(f):
            return lambda **row: f(**row)
        def plain(a, *, b=5):
            return ["a"]
        @passing
        def wrapped(a):
            return ["a"]
        def greedy(**row):
            return sorted(row)
        @hiding
        def hidden(**row):
            return sorted(row)
        """;
    var stage =
        stage(
            module, "each { row.csv = rows.csv }\ntask { python = \"m:%s\" }".formatted(function));
    assertThat(JsonText.of(stage.run())).isEqualTo("{\"%s\":%s}".formatted(function, names));
  }

  @Test
  void aDictBecomesColumns() throws Exception {
    var stage = stage("def f():\n    return {'b': 1, 'a': 2.0}\n", "task { python = \"m:f\" }");
    assertThat(JsonText.of(stage.run())).isEqualTo("{\"b\":1,\"a\":2.0}");
  }

  @Test
  void oneInterpreterServesManyTasks() throws Exception {
    var stage = stage("import os\ndef f():\n    return os.getpid()\n", "task { python = \"m:f\" }");
    assertThat(stage.run()).isEqualTo(stage.run());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "float('nan') | ValueError: the result holds nan, which JSON has no number for: return None or a text",
        "[-1e999] | ValueError: the result holds -inf, which JSON has no number for: return None or a text",
        "2**63 | ValueError: the result holds a whole number beyond 64 bits: return it as a text, with str()",
        "{'a': b'x'} | TypeError: the result holds bytes, which JSON has nothing for: return a text, such as base64",
        "object() | TypeError: the result holds a object; it can hold None, bool, int, float, str, list, tuple and dict",
      })
  void whatJsonCannotSayIsRefused(String result, String message) throws Exception {
    var stage = stage("def f():\n    return " + result + "\n", "task { python = \"m:f\" }");
    var thrown = catchThrowableOfType(TaskFailure.class, stage::run);
    assertThat(thrown.failure().headline()).isEqualTo(message);
  }

  @Test
  void anExceptionIsAFailureWithPythonsFrames() throws Exception {
    var stage =
        stage(
            """
            class Odd(Exception):
                pass
            def g(x):
                raise Odd("bad %d" % x) from KeyError("k")
            def f(x):
                return g(x)
            """,
            "task { python = \"m:f\", x = 3 }");
    var failure = catchThrowableOfType(TaskFailure.class, stage::run).failure();
    assertThat(failure.headline()).isEqualTo("m.Odd: bad 3");
    var file = directory.toAbsolutePath().resolve("m.py");
    assertThat(failure.frames())
        .containsExactly(
            "g in " + file + ":4: raise Odd(\"bad %d\" % x) from KeyError(\"k\")",
            "f in " + file + ":6: return g(x)");
    assertThat(failure.causes()).hasSize(1);
    assertThat(failure.causes().getFirst().headline()).isEqualTo("KeyError: 'k'");
  }

  @Test
  void anInterpreterThatDiesIsReplaced() throws Exception {
    var stage =
        stage(
            """
            import os
            def f(i):
                if i == 1:
                    os._exit(3)
                return i
            """,
            "each { i = 1..2 }\ntask { python = \"m:f\" }");
    var thrown = catchThrowableOfType(TaskFailure.class, () -> stage.run(0));
    assertThat(thrown.failure().headline())
        .isEqualTo(
            "PYTHON_ENDED: the interpreter ended in the middle of the task, with exit code 3");
    assertThat(stage.run(1)).isEqualTo(Fields.of("f", Value.of(2)));
  }

  @Test
  void aStoppedTaskTakesItsInterpreterAndItsChildrenAlong() throws Exception {
    var stage =
        stage(
            """
            import os, subprocess, time
            def f(i):
                if i == 1:
                    child = subprocess.Popen(["sleep", "600"])
                    with open("%s", "w") as file:
                        file.write("%%d %%d." %% (os.getpid(), child.pid))
                    time.sleep(600)
                return i
            """
                .formatted(directory.toAbsolutePath().resolve("pids")),
            "each { i = 1..2 }\ntask { python = \"m:f\" }");
    var ended = new CompletableFuture<Throwable>();
    var slot =
        Thread.ofPlatform()
            .start(() -> {
              try {
                ended.completeExceptionally(new AssertionError(stage.run(0)));
              } catch (Throwable stopped) {
                ended.complete(stopped);
              }
            });
    var file = directory.resolve("pids");
    await().until(() -> Files.exists(file) && Files.readString(file).endsWith("."));
    var pids = Files.readString(file).replace(".", "").split(" ");
    slot.interrupt();
    assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    for (var pid : pids) {
      await().atMost(Duration.ofSeconds(10)).until(() -> !lives(Long.parseLong(pid)));
    }
    assertThat(stage.run(1)).isEqualTo(Fields.of("f", Value.of(2)));
  }

  private static boolean lives(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  @Test
  void interpretersEndWithTheirWorker() throws Exception {
    var stage = stage("import os\ndef f():\n    return os.getpid()\n", "task { python = \"m:f\" }");
    long pid = stage.run().whole("f");
    assertThat(lives(pid)).isTrue();
    ((Closeable) stage.kind()).close();
    await().atMost(Duration.ofSeconds(10)).until(() -> !lives(pid));
    assertThatThrownBy(stage::run).hasMessage("the worker ends");
  }

  @Test
  void setsHaveTheSameOrderEverywhere() throws Exception {
    var stage =
        stage(
            "import os\ndef f():\n    return os.environ['PYTHONHASHSEED']\n",
            "task { python = \"m:f\" }");
    assertThat(stage.run()).isEqualTo(Fields.of("f", Value.of("0")));
  }

  @Test
  void aFunctionThatReadsAndPrintsDisturbsNobody() throws Exception {
    var stage =
        stage(
            """
            import os, sys
            def f():
                print("printed", flush=True)
                os.write(1, b"\\x00\\x00\\x00\\x02{}")
                os.system("echo child")
                return sys.stdin.read() + "|" + os.popen("cat").read()
            """,
            "task { python = \"m:f\" }");
    assertThat(stage.run()).isEqualTo(Fields.of("f", Value.of("|")));
    assertThat(stage.run()).isEqualTo(Fields.of("f", Value.of("|")));
  }

  @Test
  void whatLiesInTheCurrentDirectoryStandsInForNoModuleOfPythonsOwn() throws Exception {
    tasks("def f():\n    return 1\n").with("hashlib.py", "raise SystemExit('taken in')\n");
    try (var driver = requireNonNull(Python.class.getResourceAsStream("driver.py"))) {
      var text = new String(driver.readAllBytes(), StandardCharsets.UTF_8);
      var process =
          new ProcessBuilder("python3", "-B", "-c", text, "describe", "" + directory, "m", "f", "")
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"parameters\": []");
    }
  }

  @Test
  void aModuleThatHasChangedSinceThePlanIsRefused() throws Exception {
    var stage = stage("def f():\n    return 1\n", "task { python = \"m:f\" }");
    Files.writeString(directory.resolve("m.py"), "def f():\n    return 2\n");
    var thrown = catchThrowableOfType(TaskFailure.class, stage::run);
    assertThat(thrown.failure().headline())
        .isEqualTo(
            "ImportError: module m has changed since the run was planned: start the run again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "def f(x): return x | m | w.conf:1: python must be a module and a function, such as \"module:function\", but is \"m\"",
        "def f(x): return x | q.r:f | w.conf:1: there is no module q.r beside the workload file or on PYTHONPATH",
        "def f(x): return x | m:g | w.conf:1: m.py: it has no function g; it has f",
        "def f(x, /): return x | m:f | m.py:1: function f takes parameters by position only; a task gives them by name",
        "async def f(x): return x | m:f | m.py:1: function f is async; a task needs a plain one",
        "def f(x): return x | m:f | w.conf:1: function f needs x (any value): give it in task { }, params { } or each { }",
      })
  void whatIsWrongIsSaidBeforeAnythingRuns(String module, String function, String complaint)
      throws Exception {
    assertThat(tasks(module + "\n").complaints("task { python = \"" + function + "\" }"))
        .containsExactly(complaint);
  }

  @Test
  void aSyntaxErrorHasItsLine() throws Exception {
    assertThat(tasks("x = 1\ndef f(x) return x\n").complaints("task { python = \"m:f\" }"))
        .singleElement()
        .satisfies(complaint -> assertThat(complaint).startsWith("m.py:2: "));
  }

  @Test
  void validationRunsNothingOfTheModule() throws Exception {
    var mark = directory.toAbsolutePath().resolve("ran");
    stage("open('%s', 'w')\ndef f(): pass\n".formatted(mark), "task { python = \"m:f\" }");
    assertThat(mark).doesNotExist();
    assertThat(directory.resolve("__pycache__")).doesNotExist();
  }
}
