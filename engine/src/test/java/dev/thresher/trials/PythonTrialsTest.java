package dev.thresher.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.thresher.compare.Arm;
import dev.thresher.compare.Provenance;
import dev.thresher.compare.PythonPool;
import dev.thresher.compare.Trial;
import dev.thresher.compare.Trial.Ending;
import dev.thresher.data.JsonReader;
import dev.thresher.host.Programs;
import dev.thresher.launch.Installation;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pools of the Python that is installed here. */
@Timeout(120)
class PythonTrialsTest {
  private static final int TASKS = 20;
  private static final String REDUCE = "\ndef reduce(results):\n    return {'all': sum(results)}\n";

  @TempDir Path directory;

  private Path python = Path.of("python3");

  @BeforeEach
  void findPython() {
    var found = Programs.find("python3", System.getenv("PATH"));
    assumeTrue(found.isPresent(), "there is no python3 here");
    python = found.orElseThrow();
  }

  private PythonProgram program(String text) throws IOException {
    Files.writeString(directory.resolve("f.py"), text);
    var asked = new PythonProgram.Asked("f.py", List.of("square", "task"));
    var scratch = Files.createDirectories(directory.resolve("scratch"));
    return new PythonProgram(python, asked, directory, scratch);
  }

  private PythonProgram.Look look(String text) throws Exception {
    return program(text).look(List.of("n", "by"));
  }

  private String refused(String text) throws Exception {
    return ((PythonProgram.Look.Refused) look(text)).message();
  }

  private Provenance.Python fits(PythonProgram program) throws Exception {
    return ((PythonProgram.Look.Fits) program.look(List.of("n", "by"))).python();
  }

  private PythonTrials trials(String text) throws Exception {
    var program = program(text);
    var trials = new PythonTrials(program, fits(program), directory.resolve("rows.json"));
    trials.tasks(
        Fields.of("by", Value.of(3)),
        IntStream.range(0, TASKS).mapToObj(n -> Fields.of("n", Value.of(n))).iterator());
    return trials;
  }

  private Trial trial(String text, PythonPool pool, double limitSeconds) throws Exception {
    try (var runner = new TrialRunner(Installation.current(), List.of(), TASKS, directory)) {
      runner.python(trials(text));
      return runner.run(new Arm(pool, 2), 1, 0, limitSeconds).trial();
    }
  }

  private String failure(String text, PythonPool pool) throws Exception {
    return ((Ending.Failed) trial(text, pool, 60).ending()).sentence();
  }

  private static Fields fields(String json) throws IOException {
    return JsonReader.object(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  void everyPoolGivesTheResultAndTellsItsTimes(PythonPool pool) throws Exception {
    var text =
        "import time\ndef square(n, by):\n    time.sleep(0.005)\n    return by * n * n\n" + REDUCE;
    var trial = trial(text, pool, 60);
    assertThat(((Ending.Completed) trial.ending()).result())
        .isEqualTo(Optional.of(fields("{\"all\": 7410}")));
    var inside = trial.inside().orElseThrow();
    assertThat(inside.tasks()).isEqualTo(TASKS);
    assertThat(inside.slots()).hasValue(2);
    assertThat(inside.taskSeconds()).isGreaterThanOrEqualTo(0.1);
    assertThat(inside.phases().total()).isCloseTo(trial.seconds(), within(1e-6));
    assertThat(inside.phases().working()).isBetween(0.05, trial.seconds());
    assertThat(inside.taskTimes().orElseThrow().median()).isGreaterThanOrEqualTo(0.005);
  }

  /** What computes is a grandchild with these, and what nobody waits for is not counted. */
  @ParameterizedTest
  @ValueSource(strings = {"fork", "spawn", "forkserver"})
  void processorTimeOfThePoolCountsHoweverItsProcessesAreStarted(String method) throws Exception {
    var text =
        """
        import multiprocessing, time
        multiprocessing.set_start_method("%s", force=True)
        def square(n):
            end = time.process_time() + 0.05
            while time.process_time() < end:
                pass
            return n
        """
            .formatted(method);
    assertThat(fits(program(text)).startMethod()).isEqualTo(method);
    var trial = trial(text, PythonPool.PROCESS_POOL, 60);
    assertThat(trial.completed()).as("%s", trial.ending()).isTrue();
    assertThat(trial.cpuSeconds().orElseThrow()).isGreaterThanOrEqualTo(TASKS * 0.05);
  }

  @Test
  void aFileNamedAsAModuleOfPythonStandsForNothingElse() throws Exception {
    Files.writeString(directory.resolve("colorsys.py"), "raise Exception('not the real one')\n");
    var trial =
        trial(
            "import colorsys\ndef square(n):\n    return colorsys.rgb_to_yiq(0, 0, n)\n",
            PythonPool.MULTIPROCESSING_POOL,
            60);
    assertThat(trial.completed()).as("%s", trial.ending()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void whatATaskRaisesIsToldWithItsLineAndTheTask(PythonPool pool) throws Exception {
    var text = "def square(n):\n    if n == 3:\n        return n / (n - 3)\n    return n\n";
    assertThat(failure(text, pool))
        .isEqualTo("f.py:3: ZeroDivisionError: division by zero, in the task with n = 3");
  }

  @Test
  void whatReduceRaisesIsToldToo() throws Exception {
    var text = "def square(n):\n    return n\ndef reduce(results):\n    return {}['x']\n";
    assertThat(failure(text, PythonPool.THREAD_POOL)).isEqualTo("f.py:4: KeyError: 'x', in reduce");
  }

  @Test
  void aWorkerThatEndsBreaksTheProcessPool() throws Exception {
    var text = "import os\ndef square(n):\n    os._exit(3)\n";
    assertThat(failure(text, PythonPool.PROCESS_POOL)).contains("BrokenProcessPool");
  }

  @Test
  void whatDoesNotFitIsToldBeforeAnythingRuns() throws Exception {
    assertThat(refused("def other(n):\n    return n\n"))
        .isEqualTo("f.py: there is no function square and none called task");
    assertThat(refused("def square(n)\n    return n\n")).startsWith("f.py:1: SyntaxError: ");
    assertThat(refused("\nimport no_such_module\n"))
        .isEqualTo("f.py:2: ModuleNotFoundError: No module named 'no_such_module'");
    assertThat(refused("\ndef square(n, width):\n    return n\n"))
        .isEqualTo("f.py:2: square takes width, and tasks are given, by name, n, by");
    assertThat(look("def task(n):\n    return n\n")).isInstanceOf(PythonProgram.Look.Fits.class);
  }

  private static final String SLEEPERS =
      """
      import os, time
      def square(n):
          open("pid-%d" % os.getpid(), "w").close()
          time.sleep(600)
      """;

  private List<ProcessHandle> sleepers() throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("pid-"))
          .flatMap(name -> ProcessHandle.of(Long.parseLong(name.substring(4))).stream())
          .filter(ProcessHandle::isAlive)
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PROCESS_POOL", "MULTIPROCESSING_POOL"})
  void aTrialThatIsEndedLeavesNoProcessOfItsPool(PythonPool pool) throws Exception {
    var trial = trial(SLEEPERS, pool, 3);
    assertThat(trial.ending()).isEqualTo(new Ending.Cut("was ended after 3.0 s"));
    assertThat(Files.list(directory).filter(file -> file.toString().contains("pid-"))).hasSize(2);
    await().atMost(Duration.ofSeconds(20)).until(() -> sleepers().isEmpty());
  }

  private static final String LONG =
      "import time\ndef square(n):\n    time.sleep(0.5)\n    return n\n";

  private Ending struck(PythonPool pool) throws Exception {
    try (var runner = new TrialRunner(Installation.current(), List.of(), TASKS, directory)) {
      runner.python(trials(LONG));
      return runner.struckPython(new Arm(pool, 2), 3, 8).orElseThrow().ending();
    }
  }

  @Test
  void aKillBreaksTheProcessPoolAndLetsTheMultiprocessingPoolWaitForever() throws Exception {
    assertThat(((Ending.Failed) struck(PythonPool.PROCESS_POOL)).sentence())
        .contains("BrokenProcessPool");
    assertThat(struck(PythonPool.MULTIPROCESSING_POOL))
        .isEqualTo(new Ending.Cut("was ended after 8.0 s"));
    assertThat(((Ending.Failed) struck(PythonPool.THREAD_POOL)).exitCode()).isEqualTo(137);
  }

  @Test
  void aPoolEndsWithTheProcessThatStartedIt() throws Exception {
    var process =
        trials(SLEEPERS)
            .start(
                PythonPool.PROCESS_POOL, 2, directory.resolve("report"), directory.resolve("out"));
    await().atMost(Duration.ofSeconds(30)).until(() -> sleepers().size() == 2);
    // As if this JVM had been killed.
    process.getOutputStream().close();
    await().atMost(Duration.ofSeconds(20)).until(() -> sleepers().isEmpty());
    assertThat(process.waitFor()).isNotZero();
  }
}
