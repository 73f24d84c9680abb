package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent.Notice;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.workload.Overrides;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workloads of several stages and rows of files, run on threads. */
@Timeout(60)
class StagedRunTest {
  private static final String NAPS = "who,millis\nann,2\nbob,1\nann,0\ncy,1\n";
  private static final String STAGES =
      """
      stages {
        total { from = again, after = both, reduce { n = count, s = sum(runs), who = last(who) } }
        sums  { from = naps, group-by = who
                reduce { mean = mean(slept), longest = max(slept), runs = count, at = first(tasks) }
                output = sums.csv }
        again { from = sums, task { kind = sleep, millis = 1 }, output = again.csv }
        naps  { each { nap.csv = naps.csv, tasks = 1..3 }
                task { kind = sleep }
                output = naps.csv }
        both  { join = [naps, sums], on = who, output = both.jsonl }
      }
      """;

  private final Path directory;
  private final WorkloadDirectory files;

  StagedRunTest(@TempDir Path directory) {
    this.directory = directory;
    this.files = new WorkloadDirectory(directory);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void eachStageTakesTheRowsOfTheOneThatItNames(int workers) throws Exception {
    files.write("naps.csv", NAPS);
    var end = files.run(STAGES.replace("output = naps.csv", "output = slept.csv"), workers);
    assertThat(end.end()).as(end.detail()).isEqualTo(RunEnd.COMPLETED);
    assertThat(directory.resolve("slept.csv"))
        .hasContent(
            """
            who,millis,tasks,slept
            ann,2,1,2
            ann,2,2,4
            ann,2,3,6
            bob,1,1,1
            bob,1,2,2
            bob,1,3,3
            ann,0,1,0
            ann,0,2,0
            ann,0,3,0
            cy,1,1,1
            cy,1,2,2
            cy,1,3,3
            """);
    assertThat(directory.resolve("sums.csv"))
        .hasContent("who,mean,longest,runs,at\nann,2.0,6,6,1\nbob,2.0,3,3,1\ncy,2.0,3,3,1\n");
    assertThat(directory.resolve("again.csv"))
        .hasContent(
            """
            who,mean,longest,runs,at,slept
            ann,2.0,6,6,1,1
            bob,2.0,3,3,1,1
            cy,2.0,3,3,1,1
            """);
    assertThat(Files.readAllLines(directory.resolve("both.jsonl")))
        .hasSize(12)
        .startsWith(
            "{\"who\":\"ann\",\"millis\":2,\"tasks\":1,\"slept\":2,"
                + "\"mean\":2.0,\"longest\":6,\"runs\":6,\"at\":1}");
    var result = end.result().asFields();
    assertThat(result.whole("n")).isEqualTo(3);
    assertThat(result.whole("s")).isEqualTo(12);
    assertThat(result.get("who")).isEqualTo(Value.of("cy"));
  }

  /** The second task of {@code one} ends only when a task over the row of the first has run. */
  @Test
  void aStageStartsOnRowsOfOneThatStillRunsIfFailuresWithholdNothing() throws Exception {
    var text =
        """
        stages {
          one { on-error = skip, each { k = 0..2 }
                task { shell = true, command = "case $k in 0) ;; 1) exit 1 ;; 2) until [ -e %1$s/seen ]; do sleep 0.01; done ;; esac" } }
          two { from = one, task { shell = true, command = "echo $k >> %1$s/seen" }
                output = two.csv }
          sum { from = one, task { command = ["true", "{k}"] }, reduce { n = count, last = max(k) } }
        }
        """
            .formatted(directory.toAbsolutePath());
    var end = files.run(text, 2);
    assertThat(end.end()).as(end.detail()).isEqualTo(RunEnd.FAILED);
    assertThat(directory.resolve("seen")).hasContent("0\n2\n");
    assertThat(directory.resolve("two.csv")).hasContent("k,exit\n0,0\n2,0\n");
    assertThat(end.result()).isEqualTo(Fields.of("n", Value.of(2)).with("last", Value.of(2)));
  }

  @Test
  void theSameRowsComeOutWhetherAStageStartsEarlyOrNot() throws Exception {
    var text =
        """
        stages {
          a { on-error = skip, each { limit = 1000..40000 step 100 }, task { kind = primes, segment = 500 } }
          b { from = a, task { kind = sleep, millis = 0 }, output = b.csv, on-error = skip }
          c { from = b, task { kind = sha256, file = "%s" }, reduce { n = count, m = mean(primes), s = sum(bytes) } }
        }
        """
            .formatted(files.write("data", "some bytes"));
    var early = files.run(text, 3);
    assertThat(early.end()).as(early.detail()).isEqualTo(RunEnd.COMPLETED);
    var rows = Files.readString(directory.resolve("b.csv"));
    Files.delete(directory.resolve("b.csv"));
    var late = files.run(text.replace("on-error = skip", "on-error = collect"), 1);
    assertThat(early.result()).isEqualTo(late.result());
    assertThat(rows).isEqualTo(Files.readString(directory.resolve("b.csv"))).hasLineCount(392);
  }

  @Test
  void wordsOfATextInBlocksAreThoseOfTheWholeText() throws Exception {
    var text =
        Files.copy(Path.of("../config/workloads/texts/threshing.txt"), directory.resolve("t"));
    var blocks =
        files.ready(
            "each { text.blocks { file = t, size = 200 B } }\n"
                + "task { kind = word-count }\nreduce = merge");
    assertThat(blocks.plan().tasks()).isGreaterThan(2);
    var whole =
        files.ready(
            "each { file = [\"" + text + "\"] }\ntask { kind = word-count }\nreduce = merge");
    assertThat(files.run(blocks, 2).result()).isEqualTo(files.run(whole, 2).result());
  }

  @Test
  void theWorkloadOfWordsInBlocksCanBeRun() {
    var file = Path.of("../config/workloads/word-blocks.conf").toAbsolutePath();
    assertThat(
            new WorkloadLoader(BuiltinKinds.load(), new StoredRecords()).load(file, Overrides.NONE))
        .isInstanceOf(Loaded.Ready.class);
  }

  @Test
  void aFileThatChangesBeforeTheRunFailsTheTasksAndSaysSo() throws Exception {
    var file = files.write("naps.csv", NAPS);
    var ready = files.ready("each { nap.csv = naps.csv }\ntask { kind = sleep }\noutput = out.csv");
    Files.writeString(file, NAPS + "dan,1\n");
    var end = files.run(ready, 2);
    assertThat(end.end()).isEqualTo(RunEnd.FAILED);
    assertThat(end.detail()).contains("naps.csv has changed since the run was planned");
    assertThat(directory.resolve("out.csv")).doesNotExist();
  }

  @Test
  void aTextInASumEndsTheRunAndNamesStageColumnAndRow() throws Exception {
    files.write("mixed.jsonl", "{\"a\": 1, \"b\": 1}\n{\"a\": 2, \"b\": \"x\"}\n");
    var stages =
        """
        stages { rows { each { row.jsonl = mixed.jsonl }, task { kind = sleep, millis = 0 } }
                 sums { from = rows, reduce { total = sum(b) }, output = sums.json } }
        """;
    var stage =
        "each { row.jsonl = mixed.jsonl }\ntask { kind = sleep, millis = 0 }\nreduce { most = max(b) }";
    for (var text : List.of(stages, stage)) {
      var end = files.run(text, 2);
      assertThat(end.end()).isEqualTo(RunEnd.FAILED);
      assertThat(end.detail())
          .containsPattern("stage (sums|w): (sum|max)\\(b\\) needs numbers, but b is \"x\"")
          .contains("{\"a\":2,\"b\":\"x\",\"slept\":0}");
    }
    assertThat(directory.resolve("sums.json")).doesNotExist();
  }

  @Test
  void whatADatabaseCannotSayIsTold() throws Exception {
    files.write("T.java", "class T { static double root(int n) { return Math.sqrt(n); } }");
    var told = new ArrayList<String>();
    var ready =
        files.ready("each { n = -2..2 }\ntask { java = T.java, method = root }\noutput = o.sqlite");
    var end =
        files
            .start(
                ready,
                2,
                event -> {
                  if (event instanceof Notice notice) {
                    told.add(notice.text());
                  }
                })
            .await();
    assertThat(end.end()).as(end.detail()).isEqualTo(RunEnd.COMPLETED);
    assertThat(told)
        .containsExactly(
            directory.resolve("o.sqlite")
                + ": in column root, NULL stands for 2 values that are NaN, which SQLite does not know");
  }

  @Test
  void sumsAreExactBeyond64BitsOnTheirWay() throws Exception {
    files.write(
        "large.csv",
        "n\n9223372036854775807\n9223372036854775807\n-9223372036854775807\n-9223372036854775806\n");
    var text =
        "each { row.csv = large.csv}\ntask { kind = sleep, millis = 0 }\nreduce { s = sum(n), m = mean(n) }";
    var fits = files.run(text, 2).result().asFields();
    assertThat(fits.get("s")).isEqualTo(Value.of(1));
    assertThat(fits.get("m")).isEqualTo(Value.of(0.25));
    files.write("large.csv", "n\n9223372036854775807\n9223372036854775807\n");
    assertThat(files.run(text, 2).result().asFields().get("s")).isEqualTo(Value.of(0x1p64));
  }
}
