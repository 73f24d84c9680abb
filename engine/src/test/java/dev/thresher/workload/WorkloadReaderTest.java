package dev.thresher.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BackendKind;
import dev.thresher.model.Halt;
import dev.thresher.model.Value;
import dev.thresher.task.Column;
import dev.thresher.task.Inputs;
import dev.thresher.task.Selection;
import dev.thresher.task.Semantics;
import dev.thresher.task.TaskBody;
import dev.thresher.workload.Reduction.Aggregate;
import dev.thresher.workload.Reduction.Function;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadReaderTest {
  private static final String SWEEP =
      """
      name    = sweep
      backend = threads                                   # threads | virtual-threads | processes
      params  { walks = 10000 }
      each    { p = 0.1..0.9 step 0.1, seed = 1..20 }
      task    { kind = walk }
      output  = steps.csv
      """;

  @Test
  void readsASweep() {
    var workload = Workloads.accepted(SWEEP);

    assertThat(workload.name()).isEqualTo("sweep");
    assertThat(workload.backend()).isEqualTo(BackendKind.THREADS);
    assertThat(workload.workers()).isEmpty();
    var stage = workload.stages().getFirst();
    assertThat(stage.body()).isEqualTo(new TaskBody.Builtin("walk", 3));
    assertThat(stage.constants().entries())
        .containsExactly(
            java.util.Map.entry("walks", Value.of(10000)),
            java.util.Map.entry("mode", Value.of("fast")));
    assertThat(stage.inputs())
        .isEqualTo(
            new Inputs.Product(
                List.of(
                    new Column.DecimalRange("p", new BigDecimal("0.1"), new BigDecimal("0.1"), 9),
                    new Column.WholeRange("seed", 1, 1, 20))));
    assertThat(stage.semantics()).isEqualTo(Semantics.AT_LEAST_ONCE);
    var output = stage.output().orElseThrow();
    assertThat(output.path()).isEqualTo("steps.csv");
    assertThat(output.format()).isEqualTo(OutputRequest.Format.CSV);
  }

  @Test
  void readsEveryKeyOfAStage() {
    var stage =
        Workloads.accepted(
            """
            deadline = 1h, workers = 4, retries = 1, on-error = collect
            task { kind = total, limit = 1e3, label = 007, deadline = 30 s, retries = 2, semantics = at-most-once }
            reduce { sum = sum(total), n = count, worst = max( total ) }
            output = /tmp/x.jsonl
            """);

    assertThat(stage.workers()).hasValue(4);
    assertThat(stage.deadline()).contains(Duration.ofHours(1));
    var only = stage.stages().getFirst();
    assertThat(only.name()).isEqualTo("w");
    assertThat(only.inputs()).isEqualTo(new Inputs.Divided());
    assertThat(only.constants().whole("limit")).isEqualTo(1000);
    assertThat(only.constants().text("label")).isEqualTo("007");
    assertThat(only.deadline()).contains(Duration.ofSeconds(30));
    assertThat(only.retries()).contains(Retries.of(2));
    assertThat(only.semantics()).isEqualTo(Semantics.AT_MOST_ONCE);
    assertThat(only.onError()).isEqualTo(ErrorRule.COLLECT);
    assertThat(only.reduction())
        .isEqualTo(
            new Reduction.Aggregates(
                List.of(
                    new Aggregate("sum", Function.SUM, "total"),
                    new Aggregate("n", Function.COUNT, ""),
                    new Aggregate("worst", Function.MAX, "total"))));
  }

  @Test
  void readsWhenFailuresEndTheRun() {
    var text = "task { kind = total, limit = 5 }\n";
    var count = Workloads.accepted(text + "halt { failures = 3 }");
    assertThat(count.halt()).contains(new Halt(new Halt.Limit.Tasks(3), Halt.Running.FINISH));
    assertThat(count.stages().getFirst().onError()).isEqualTo(ErrorRule.COLLECT);
    var share =
        Workloads.accepted(text + "on-error = skip, halt { failures = 2.5%, running = stop }");
    assertThat(share.halt()).contains(new Halt(new Halt.Limit.Share(2.5), Halt.Running.STOP));
    assertThat(share.stages().getFirst().onError()).isEqualTo(ErrorRule.SKIP);
    assertThat(Workloads.accepted(text).halt()).isEmpty();
  }

  @Test
  void findsFilesInOrderAsAbsolutePaths() {
    var stage =
        Workloads.accepted(
                "each { file.files = [\"photos/*.jpg\", note.txt] }\ntask { kind = digest }")
            .stages()
            .getFirst();

    assertThat(stage.inputs())
        .isEqualTo(
            new Inputs.Product(
                List.of(
                    new Column.Listed(
                        "file",
                        List.of(
                            Value.of("/work/note.txt"),
                            Value.of("/work/photos/a.jpg"),
                            Value.of("/work/photos/b.jpg"))))));
  }

  @Test
  void takesFilesFromWhereTheirPathIsWritten() {
    assertThat(
            Workloads.accepted("task { kind = digest, file = note.txt }")
                .stages()
                .getFirst()
                .constants()
                .text("file"))
        .isEqualTo("/work/note.txt");
    assertThat(Workloads.complaints("task { kind = digest, file = x }", "task.file=note.txt"))
        .containsExactly(
            "--set task.file=note.txt: file: there is no readable file \"/here/note.txt\"");
  }

  @Test
  void refusesSumsOfWhatIsKnownToBeNoNumber() {
    assertThat(
            Workloads.complaints(
                "each { mode = [fast, exact], p = [1] }\ntask { kind = walk, seed = 1 }\nreduce { a = last(mode), b = max(mode), c = sum(p) }"))
        .containsExactly(
            "w.conf:3: \"max(mode)\" needs numbers, but the column \"mode\" holds others; count, first and last take anything");
    assertThat(
            Workloads.complaints(
                """
                stages { a { each { mode = [fast, exact], p = [1] }, task { kind = walk, seed = 1 } }
                         b { from = a, group-by = p, reduce { m = first(mode) } }
                         c { from = b
                             reduce { x = mean(m) } } }
                """))
        .containsExactly(
            "w.conf:4: \"mean(m)\" needs numbers, but the column \"m\" holds others; count, first and last take anything");
  }

  @Test
  void leavesOutWhatIsExcludedAndChoosesASample() {
    var text =
        """
        each    { p = 0.1..0.5 step 0.1, seed = 1..3, mode = [fast, exact] }
        exclude = [{ p = 0.5, seed = 3 }, { mode = exact, p = 2e-1 }]
        sample  { size = 25, seed = 7 }
        task    { kind = walk }
        """;
    var product = (Inputs.Product) Workloads.accepted(text).stages().getFirst().inputs();
    assertThat(product.selection())
        .isEqualTo(
            new Selection(
                List.of(
                    new Selection.Exclusion(
                        List.of(
                            new Selection.Cut(0, List.of(4L)), new Selection.Cut(1, List.of(2L)))),
                    new Selection.Exclusion(
                        List.of(
                            new Selection.Cut(2, List.of(1L)), new Selection.Cut(0, List.of(1L))))),
                Optional.of(new Selection.Sample(25, 7))));
    assertThat(Workloads.complaints(text, "sample.size=26"))
        .containsExactly("w.conf:3: a sample of 26 rows cannot be had of 25");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exclude = [{ q = 1 }] | exclude: there is no column \"q\" in each; there are p, seed",
        "exclude = [{ p = 0.55 }] | exclude: \"p\" is never \"0.55\" in each",
        "exclude = [{ seed = [1, 2] }] | exclude: seed must be one of its values in each, but is a list",
        "exclude = [{ }] | exclude must be a list of blocks with columns of each, such as [{ p = 0.5, n = 3 }], but is a block { }",
        "exclude = [{ p = 0.5 }, { p = 1 }] | exclude leaves no row of each",
        "sample = 3 | sample must be a block such as { size = 100, seed = 7 }, but is \"3\"",
        "sample { size = 0 } | size must be a whole number from 1 to 9223372036854775807, but is \"0\"",
        "sample { size = 1, sead = 2 } | unknown key \"sead\" in sample; allowed here: size, seed; did you mean \"seed\"?"
      })
  void saysWhatIsWrongWithTheChoiceOfRows(String text, String complaint) {
    assertThat(
            Workloads.complaints(
                "each { p = [0.5, 1], seed = 1..3 }\ntask { kind = walk }\n" + text))
        .containsExactly("w.conf:3: " + complaint);
  }

  @Test
  void choosesAmongRowsOfEachAlone() {
    assertThat(Workloads.complaints("sample { size = 1 }\ntask { kind = total, limit = 5 }"))
        .containsExactly("w.conf:1: sample chooses among the rows of each, and there is no each");
  }

  @Test
  void takesTheOrderOfColumnsFromTheText() {
    var stage =
        Workloads.accepted("each { seed = 1..2, p = [0.5, 1, 0] }\ntask { kind = walk }")
            .stages()
            .getFirst();
    assertThat(((Inputs.Product) stage.inputs()).dimensions())
        .extracting(dimension -> ((Column) dimension).name())
        .containsExactly("seed", "p");
  }

  @Test
  void setsParametersFirstAndKeysByTheirPath() {
    var workload =
        Workloads.accepted(
            SWEEP,
            "walks=7",
            "task.mode=exact",
            "task.deadline=5s",
            "each.seed=[3, 4]",
            "output=\"a b.json\"",
            "engine.schedule.batch-target=2ms",
            "task.retries=1",
            "walks=8");

    var stage = workload.stages().getFirst();
    assertThat(stage.constants().whole("walks")).isEqualTo(8);
    assertThat(stage.constants().text("mode")).isEqualTo("exact");
    assertThat(stage.deadline()).contains(Duration.ofSeconds(5));
    assertThat(stage.output().orElseThrow().path()).isEqualTo("a b.json");
    assertThat(((Inputs.Product) stage.inputs()).dimensions().get(1))
        .isEqualTo(new Column.Listed("seed", List.of(Value.of(3), Value.of(4))));
  }

  @Test
  void overridesBackendAndWorkers() {
    var overrides = new Overrides(List.of(), Optional.of(BackendKind.PROCESSES), OptionalInt.of(2));
    var workload = ((Reading.Accepted) Workloads.read(SWEEP, overrides)).workload();
    assertThat(workload.backend()).isEqualTo(BackendKind.PROCESSES);
    assertThat(workload.workers()).hasValue(2);
  }

  @Test
  void readsSettingsOfTheEngineWithTheirOrigin() {
    var reading =
        (Reading.Accepted)
            Workloads.read(
                SWEEP + "engine { schedule { batch-limit = 16 } }",
                "engine.schedule.batch-target=2ms");

    assertThat(reading.settings().settings().schedule().batchLimit()).isEqualTo(16);
    assertThat(reading.settings().settings().schedule().batchTarget())
        .isEqualTo(Duration.ofMillis(2));
    assertThat(reading.settings().all())
        .extracting(
            setting -> setting.key() + " = " + setting.value() + " (" + setting.origin() + ")")
        .contains(
            "schedule.batch-limit = 16 (w.conf:7)",
            "schedule.batch-target = 2ms (--set engine.schedule.batch-target=2ms)",
            "schedule.window = 65536 (default)");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "task { kind = total, limit = 5 }\\nworker = 3 | w.conf:2: unknown key \"worker\"; allowed here: name, backend, workers, params, each, exclude, sample, task, stages, reduce, output, on-error, halt, retries, semantics, max-parallel, priority, deadline, seed, engine, profiles; did you mean \"workers\"?",
        "task { kind = total, limit = abc } | w.conf:1: limit must be a whole number from 1 to 1000000, but is \"abc\"",
        "task { kind = total, limit = [1] } | w.conf:1: limit must be a whole number from 1 to 1000000, but is a list",
        "task { kind = totl, limit = 5 } | w.conf:1: unknown kind \"totl\"; there are digest, total, walk; did you mean \"total\"?",
        "task { kin = total } | w.conf:1: unknown key \"kin\" in task, which has no kind, command, java, class, python; did you mean \"kind\"?",
        "task { limit = 3 } | w.conf:1: task has no kind, command, java, class, python; kinds are digest, total, walk",
        "tsk { kind = total } | w.conf:1: unknown key \"tsk\"; allowed here: name, backend, workers, params, each, exclude, sample, task, stages, reduce, output, on-error, halt, retries, semantics, max-parallel, priority, deadline, seed, engine, profiles; did you mean \"task\"?",
        "name = x | w.conf:1: there is no task: say what to compute, such as task { kind = sleep }",
        "task = total | w.conf:1: task must be a block { }, but is \"total\"",
        "task { kind = total } | w.conf:1: kind total needs limit (the last): give it in task { }, params { } or each { }",
        "task { kind = total, limt = 5 } | w.conf:1: unknown key \"limt\" in task; allowed here: kind, deadline, retries, semantics, limit, label; did you mean \"limit\"?",
        "params { limt = 5 }\\ntask { kind = total } | w.conf:1: nothing uses the parameter \"limt\"; kind total takes limit, label; did you mean \"limit\"?",
        "each { limt = 1..5 }\\ntask { kind = total } | w.conf:1: nothing uses the column \"limt\"; kind total takes limit, label; did you mean \"limit\"?",
        "params { limit = 5 }\\ntask { kind = total, limit = 6 } | w.conf:1: the parameter \"limit\" is not used: task gives it in w.conf:2",
        "params { limit = 5 }\\neach { limit = 1..2 }\\ntask { kind = total } | w.conf:1: the parameter \"limit\" is not used: each gives it in w.conf:2",
        "each { limit = 1..5 }\\ntask { kind = total, limit = 6 } | w.conf:1: the column \"limit\" is not used: task gives it in w.conf:2",
        "each { limit = 20..1 }\\ntask { kind = total } | w.conf:1: the range is empty: from 20 a step of 1 does not lead to 1",
        "each { limit = 1..9 step 0 }\\ntask { kind = total } | w.conf:1: the step of a range cannot be 0",
        "each { limit = 0..9 }\\ntask { kind = total } | w.conf:1: limit must be a whole number from 1 to 1000000, but the range has 0",
        "each { limit = 1..2 step 0.5 }\\ntask { kind = total } | w.conf:1: limit must be a whole number from 1 to 1000000, but the range has 1.0",
        "each { limit = [] }\\ntask { kind = total } | w.conf:1: the list is empty",
        "each { limit = [1,\\n2, x] }\\ntask { kind = total } | w.conf:2: limit must be a whole number from 1 to 1000000, but is \"x\"",
        "each { limit = 1-5 }\\ntask { kind = total } | w.conf:1: limit must be a range such as 1..20 or 0.1..0.9 step 0.1, a list such as [a, b, 3], or files = \"photos/**/*.jpg\" in a block, or csv, jsonl, lines = a file or pattern, but is \"1-5\"",
        "each { file.files = \"none/*\" }\\ntask { kind = digest } | w.conf:1: no file matches \"none/*\" (looked in /work)",
        "each { file.files = \"a/[b\" }\\ntask { kind = digest } | w.conf:1: the pattern \"a/[b\" is malformed: a [ without ] between two slashes",
        "each { file.fils = x }\\ntask { kind = digest } | w.conf:1: unknown key \"fils\" in each.file; allowed here: files, csv, jsonl, lines, blocks, path; did you mean \"files\"?",
        "each { file.csv = x }\\ntask { kind = digest } | w.conf:1: \"/work/x\": there is no such file",
        "stages { a { } } | w.conf:1: there is no task: say what to compute, such as task { kind = sleep }",
        "task { java = X.java, method = f } | w.conf:1: there is no readable file \"/work/X.java\"",
        "task { class = Walk, method = steps, p = 2 } | w.conf:1: p must be a number from 0.0 to 1.0, but is \"2\"",
        "task { class = Walk, p = 0.5, marks = [1, 3000000000] } | w.conf:1: marks must be a whole number from -2147483648 to 2147483647, but is \"3000000000\"",
        "task { class = Walk, p = 0.5, marks = 7 } | w.conf:1: marks must be a list, but is \"7\"",
        "task { class = Walk, p = 0.5, price = much } | w.conf:1: price must be a decimal number, but is \"much\"",
        "task { class = Walk, p = 0.5, fast = 1 } | w.conf:1: fast must be true or false, but is \"1\"",
        "task { class = Walk } | w.conf:1: method steps needs p (double): give it in task { }, params { } or each { }",
        "task { class = Walk, method = missing, p = 0.5 } | w.conf:1: there is no method missing",
        "task { class = Walk, p = 0.5, jars = none.jar } | w.conf:1: there is no readable file \"/work/none.jar\"",
        "task { class = Walk, p = 0.5, jars = [\"lib/*.jar\"] } | w.conf:1: no file matches \"lib/*.jar\" (looked in /work)",
        "task { class = Walk, kind = total, p = 0.5 } | w.conf:1: task has both kind and class: say what to compute in one way",
        "seed = 5\\ntask { kind = total, limit = 5 } | w.conf:1: nothing uses seed: it is for Java methods that take a random generator",
        "backend = thread\\ntask { kind = total, limit = 5 } | w.conf:1: backend must be one of threads, virtual-threads, processes, cluster, but is \"thread\"; did you mean \"threads\"?",
        "workers = 0\\ntask { kind = total, limit = 5 } | w.conf:1: workers must be a whole number from 1 to 100000, but is \"0\"",
        "name = a/b\\ntask { kind = total, limit = 5 } | w.conf:1: name must be a name of letters, digits, . _ - (at most 64, as it names directories), but is \"a/b\"",
        "task { kind = total, limit = 5, deadline = 30 } | w.conf:1: deadline must be a time with its unit (ns, us, ms, s, m, h, d), such as 30s or 1.5h, but is \"30\"",
        "on-error = ignore\\ntask { kind = total, limit = 5 } | w.conf:1: on-error must be one of fail-fast, collect, skip, but is \"ignore\"",
        "on-error = fail-fast\\nhalt { failures = 3 }\\ntask { kind = total, limit = 5 } | w.conf:1: on-error = fail-fast ends the run with the first failure, so halt would never count: leave one of them out",
        "halt = 3\\ntask { kind = total, limit = 5 } | w.conf:1: halt must be a block such as { failures = 10 }, but is \"3\"",
        "halt { failures = 0 }\\ntask { kind = total, limit = 5 } | w.conf:1: failures must be a number of tasks from 1 on, or a share such as 10%, but is \"0\"",
        "halt { failures = 101% }\\ntask { kind = total, limit = 5 } | w.conf:1: failures must be a number of tasks from 1 on, or a share such as 10%, but is \"101%\"",
        "halt { running = stop }\\ntask { kind = total, limit = 5 } | w.conf:1: halt has no failures: say how many, a number of tasks from 1 on, or a share such as 10%",
        "halt { failures = 3, running = now }\\ntask { kind = total, limit = 5 } | w.conf:1: running must be one of finish, stop, but is \"now\"",
        "halt { failure = 3 }\\ntask { kind = total, limit = 5 } | w.conf:1: unknown key \"failure\" in halt; allowed here: failures, running; did you mean \"failures\"?",
        "reduce = sum\\ntask { kind = total, limit = 5 } | w.conf:1: reduce must be merge, a block of aggregates such as { total = sum(x), n = count }, or your own { java = Merge.java, method = merge }, but is \"sum\"",
        "reduce { a = avg(total) }\\ntask { kind = total, limit = 5 } | w.conf:1: unknown aggregate \"avg\"; allowed are count, sum, mean, min, max, first, last",
        "reduce { a = sum(totl) }\\ntask { kind = total, limit = 5 } | w.conf:1: there is no column \"totl\" to aggregate; there are total; did you mean \"total\"?",
        "reduce { a = sum }\\ntask { kind = total, limit = 5 } | w.conf:1: \"sum\" is written sum(column)",
        "output = x.png\\neach { limit = 1..2 }\\ntask { kind = total } | w.conf:1: a result of rows is written as .csv, .json, .jsonl, .sqlite or .db; the file name must end with one of them",
        "output = ../x.csv\\ntask { kind = total, limit = 5 } | w.conf:1: output must not contain ..; write an absolute path to leave the directory in which you run",
        "output = \"{photo}.png\"\\ntask { kind = total, limit = 5 } | w.conf:1: only a command writes a file per task, with { } in its name; name one file for the results",
        "engine { schedul { } }\\ntask { kind = total, limit = 5 } | w.conf:1: unknown key \"schedul\" in engine; allowed here: threads, processes, schedule, ledger, transport, cluster; did you mean \"schedule\"?",
        "engine.schedule.batch-limt = 5\\ntask { kind = total, limit = 5 } | w.conf:1: unknown key \"batch-limt\" in engine.schedule; allowed here: batch-target, batch-limit, batches-in-flight, window, routing; did you mean \"batch-limit\"?",
        "engine.processes.beat = 10s\\ntask { kind = total, limit = 5 } | w.conf:1: engine.processes.lease must be >= 3 x engine.processes.beat, but is 15 s",
        "engine.schedule { window = 5 }\\ntask { kind = total, limit = 5 } | w.conf:1: engine.schedule.window must be >= batch-limit, but is 5",
        "engine.schedule.routing = best\\ntask { kind = total, limit = 5 } | w.conf:1: engine.schedule.routing must be one of least-loaded, round-robin, random, but is \"best\"",
      })
  void saysWhatIsWrongAndWhatIsAllowed(String text, String expected) {
    assertThat(String.join(";", Workloads.complaints(text.replace("\\n", "\n"))))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "--set {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "wlaks=5 | --set wlaks=5: nothing here is called \"wlaks\"; params declares walks, and other keys are named by their path, such as task.deadline; did you mean \"walks\"?",
        "seed=5 | --set seed=5: nothing uses seed: it is for Java methods that take a random generator",
        "walks | --set walks: must be name=value",
        "=5 | --set =5: must be name=value",
        "walks=many | --set walks=many: walks must be a whole number from 1 to 1000000, but is \"many\"",
        "task.deadlin=5s | --set task.deadlin=5s: unknown key \"deadlin\" in task; allowed here: kind, deadline, retries, semantics, p, seed, walks, mode; did you mean \"deadline\"?",
        "params.x=5 | --set params.x=5: nothing uses the parameter \"x\"; kind walk takes p, seed, walks, mode",
        "tsk.deadline=5s | --set tsk.deadline=5s: nothing here is called \"tsk.deadline\"; params declares walks, and other keys are named by their path, such as task.deadline; did you mean \"task.deadline\"?",
        "each.seed=9..1 | --set each.seed=9..1: the range is empty: from 9 a step of 1 does not lead to 1",
        "engine.schedule.window=x | --set engine.schedule.window=x: engine.schedule.window must be a whole number from 1 to 2147483647, but is \"x\"",
        "a..b=1 | --set a..b=1: nothing here is called \"a..b\"; params declares walks, and other keys are named by their path, such as task.deadline",
        "task={ kind = total } | --set task={ kind = total }: task must be a block { }, but is \"{ kind = total }\"",
        "output=x#y.png | --set output=x#y.png: a result of rows is written as .csv, .json, .jsonl, .sqlite or .db; the file name must end with one of them",
      })
  void blamesTheArgument(String set, String expected) {
    assertThat(Workloads.complaints(SWEEP, set)).containsExactly(expected);
  }

  @Test
  void countsAReferencedParameterAsUsed() {
    var stage =
        Workloads.accepted(
                "params { n = 5, label = x }\ntask { kind = total, limit = ${params.n}0, label = ${params.label} }")
            .stages()
            .getFirst();
    assertThat(stage.constants().whole("limit")).isEqualTo(50);
  }

  @Test
  void saysEverythingAtOnceInTheOrderOfTheText() {
    assertThat(
            Workloads.complaints(
                """
                nam = x
                task { kind = walk, mood = fast, p = 2, seed = 1 }
                output = a#b
                workers = -1
                workers = 3
                """))
        .extracting(complaint -> complaint.substring(0, 9))
        .containsExactly("w.conf:1:", "w.conf:2:", "w.conf:2:", "w.conf:3:", "w.conf:5:");
  }
}
