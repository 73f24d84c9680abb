package dev.thresher.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.workload.Overrides;
import dev.thresher.workload.hocon.Complaint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several files as one table, and rows that are piped in. */
@Timeout(60)
class FileInputsTest {
  @TempDir Path directory;
  private String piped = "";
  private boolean isTerminal;
  private int runs;

  @Test
  void filesOfOnePatternAreOneTableInTheOrderOfTheirNames() throws Exception {
    write("data/b.csv", "who,millis,note\nbob,1,\n");
    write("data/a.csv", "who,millis,note\nann,0,7\nann,1,8\n");
    write("data/c.csv", "");
    write("data/d.csv", "who,millis,note\n");
    run(
        "each { row { csv = \"data/*.csv\", path = source } }\ntask { kind = sleep }\noutput = o.csv");
    var data = directory.resolve("data").toString();
    assertThat(directory.resolve("o.csv"))
        .hasContent(
            """
            source,who,millis,note,slept
            DATA/a.csv,ann,0,7,0
            DATA/a.csv,ann,1,8,1
            DATA/b.csv,bob,1,,1
            """
                .replace("DATA", data));
  }

  @Test
  void aColumnHasOneTypeInAllFiles() throws Exception {
    write("a.csv", "x,y,millis\n1,1,0\n");
    write("b.csv", "x,y,millis\n2.5,n/a,0\n");
    write("c.csv", "x,y,millis\n,,0\n");
    run("each { row.csv = [\"*.csv\"] }\ntask { kind = sleep }\noutput = o.jsonl");
    assertThat(directory.resolve("o.jsonl"))
        .hasContent(
            """
            {"x":1.0,"y":"1","millis":0,"slept":0}
            {"x":2.5,"y":"n/a","millis":0,"slept":0}
            {"x":null,"y":null,"millis":0,"slept":0}
            """);
  }

  @Test
  void objectsOfSeveralFilesHaveTheFieldsOfAll() throws Exception {
    write("a.jsonl", "{\"millis\": 0, \"a\": 1}\n");
    write("b.jsonl", "{\"b\": \"x\", \"millis\": 1}\n");
    run("each { row.jsonl = [b.jsonl, a.jsonl] }\ntask { kind = sleep }\noutput = o.csv");
    assertThat(directory.resolve("o.csv")).hasContent("millis,a,b,slept\n0,1,,0\n1,,x,1\n");
  }

  @Test
  void filesWithOtherColumnsAreNamedBoth() throws Exception {
    var a = write("a.csv", "x,millis\n1,0\n");
    var b = write("b.csv", "millis,x\n1,0\n");
    assertThat(complaints("each { row.csv = \"*.csv\" }\ntask { kind = sleep }"))
        .containsExactly(
            b
                + ":1: its columns are millis, x, but those of "
                + a
                + " are x, millis; files that are read together must have the same ones in the same order");
  }

  @Test
  void whatDoesNotFitIsNamedWithItsOwnFile() throws Exception {
    write("a.csv", "millis\n1\n");
    var b = write("b.csv", "millis\n1\n-3\n");
    assertThat(complaints("each { row.csv = \"*.csv\" }\ntask { kind = sleep }"))
        .singleElement()
        .asString()
        .startsWith(b + ":3: millis must be a whole number")
        .endsWith("but is -3");
  }

  @Test
  void aPathIsNoColumnOfFilesAndBlocks() throws Exception {
    write("a.txt", "x\n");
    assertThat(
            complaints(
                "each { text { blocks { file = a.txt, size = 1 B }, path = p } }\ntask { kind = word-count }"))
        .containsExactly("w.conf:1: blocks have a column file, which is the path");
  }

  @Test
  void rowsArePipedInAndKeptForTheRunAlone() throws Exception {
    piped = "who,millis\nann,1\nbob,0\n";
    var text = "each { row.csv = \"-\", tasks = [1, 2] }\ntask { kind = sleep }\noutput = o.csv";
    var ready = ready(text);
    var kept = directory.resolve("state/inputs");
    assertThat(kept).isDirectoryContaining(path -> Files.exists(path.resolve("standard-input")));
    run(ready);
    assertThat(directory.resolve("o.csv"))
        .hasContent("who,millis,tasks,slept\nann,1,1,1\nann,1,2,2\nbob,0,1,0\nbob,0,2,0\n");
    try (var left = Files.walk(directory)) {
      assertThat(left).noneMatch(path -> path.endsWith("standard-input"));
    }
  }

  @Test
  void standardInputIsReadOnceAndNotFromATerminal() throws Exception {
    var twice =
        "stages { a { each { row.csv = \"-\" }, task { kind = sleep }, output = a.csv }\n"
            + "b { each { row.lines = \"-\" }, task { kind = sleep, millis = 1 } } }";
    piped = "millis\n1\n";
    assertThat(complaints(twice))
        .contains("w.conf:2: standard input can be read once, and is read in w.conf:1");
    isTerminal = true;
    assertThat(complaints("each { row.csv = \"-\" }\ntask { kind = sleep }"))
        .singleElement()
        .asString()
        .startsWith("w.conf:1: the rows come from standard input, which is a terminal");
  }

  private Path write(String name, String text) throws IOException {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void run(String text) throws Exception {
    run(ready(text));
  }

  private Loaded.Ready ready(String text) throws IOException {
    return switch (load(text)) {
      case Loaded.Ready ready -> ready;
      case Loaded.Refused(var complaints) -> throw new AssertionError(complaints.toString());
    };
  }

  private List<String> complaints(String text) throws IOException {
    return switch (load(text)) {
      case Loaded.Ready ready -> throw new AssertionError(ready.toString());
      case Loaded.Refused(var complaints) ->
          complaints.stream()
              .map(Complaint::render)
              .map(line -> line.replace(directory + "/w.conf", "w.conf"))
              .toList();
    };
  }

  private Loaded load(String text) throws IOException {
    var file = write("w.conf", text);
    var state = new StateDirectory(directory.resolve("state"));
    return new WorkloadLoader(
            BuiltinKinds.load(),
            new StoredRecords(),
            directory.toAbsolutePath(),
            () ->
                new PipedInput(new ByteArrayInputStream(piped.getBytes(UTF_8)), isTerminal, state))
        .load(file.toAbsolutePath(), Overrides.NONE);
  }

  private void run(Loaded.Ready ready) throws InterruptedException {
    var options =
        new RunOptions(
            BackendKind.THREADS,
            2,
            ready.settings(),
            Optional.of(directory.resolve("run" + runs++)),
            false,
            false);
    var engine =
        new LocalEngine(
            BuiltinKinds.load(),
            new StoredRecords(),
            new StateDirectory(directory.resolve("state")),
            (id, plan, limits) -> dev.thresher.schedule.RunSchedule.of(plan, id, 1, limits));
    var end = engine.start(ready.plan(), options, _ -> {}).await();
    assertThat(end.end()).as(end.detail()).isEqualTo(RunEnd.COMPLETED);
  }
}
