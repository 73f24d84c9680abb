package dev.thresher.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.RunEnd;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several files as one table, and rows that are piped in. */
@Timeout(60)
class FileInputsTest {
  private final Path directory;
  private final WorkloadDirectory files;
  private String piped = "";
  private boolean isTerminal;

  FileInputsTest(@TempDir Path directory) {
    this.directory = directory;
    this.files = new WorkloadDirectory(directory, this::piped);
  }

  private PipedInput piped() {
    return new PipedInput(
        new ByteArrayInputStream(piped.getBytes(UTF_8)),
        isTerminal,
        WorkloadDirectory.stateIn(directory));
  }

  private void run(String text) throws Exception {
    run(files.ready(text));
  }

  private void run(Loaded.Ready ready) throws InterruptedException {
    var end = files.run(ready, 2);
    assertThat(end.end()).as(end.detail()).isEqualTo(RunEnd.COMPLETED);
  }

  @Test
  void filesOfOnePatternAreOneTableInTheOrderOfTheirNames() throws Exception {
    files.write("data/b.csv", "who,millis,note\nbob,1,\n");
    files.write("data/a.csv", "who,millis,note\nann,0,7\nann,1,8\n");
    files.write("data/c.csv", "");
    files.write("data/d.csv", "who,millis,note\n");
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
    files.write("a.csv", "x,y,millis\n1,1,0\n");
    files.write("b.csv", "x,y,millis\n2.5,n/a,0\n");
    files.write("c.csv", "x,y,millis\n,,0\n");
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
    files.write("a.jsonl", "{\"millis\": 0, \"a\": 1}\n");
    files.write("b.jsonl", "{\"b\": \"x\", \"millis\": 1}\n");
    run("each { row.jsonl = [b.jsonl, a.jsonl] }\ntask { kind = sleep }\noutput = o.csv");
    assertThat(directory.resolve("o.csv")).hasContent("millis,a,b,slept\n0,1,,0\n1,,x,1\n");
  }

  @Test
  void filesWithOtherColumnsAreNamedBoth() throws Exception {
    var a = files.write("a.csv", "x,millis\n1,0\n");
    var b = files.write("b.csv", "millis,x\n1,0\n");
    assertThat(files.complaints("each { row.csv = \"*.csv\" }\ntask { kind = sleep }"))
        .containsExactly(
            b
                + ":1: its columns are millis, x, but those of "
                + a
                + " are x, millis; files that are read together must have the same ones in the same order");
  }

  @Test
  void whatDoesNotFitIsNamedWithItsOwnFile() throws Exception {
    files.write("a.csv", "millis\n1\n");
    var b = files.write("b.csv", "millis\n1\n-3\n");
    assertThat(files.complaints("each { row.csv = \"*.csv\" }\ntask { kind = sleep }"))
        .singleElement()
        .asString()
        .startsWith(b + ":3: millis must be a whole number")
        .endsWith("but is -3");
  }

  @Test
  void whoeverMissesAColumnIsShownThoseThatAreThere() throws Exception {
    files.write("T.java", "class T { static double f(double p, double steps) { return p; } }");
    files.write("a.csv", "p,step,note\n1,2,x\n");
    assertThat(files.complaints("each { row.csv = a.csv }\ntask { java = T.java, method = f }"))
        .containsExactly(
            "w.conf:2: method f needs steps (double): give it in task { }, params { } or each { };"
                + " the rows have \"p\", \"step\", \"note\"; did you mean \"step\"?");
  }

  @Test
  void aQuoteThatIsNeverClosedIsSuspected() throws Exception {
    var a = files.write("a.csv", "p,millis\n1,0\n\"2,0\n3,0\n");
    assertThat(files.complaints("each { row.csv = a.csv }\ntask { kind = sleep }"))
        .containsExactly(
            a
                + ":3: 1 cell, but 2 columns are named; a quote that opens here closes on a later line, or never");
  }

  @Test
  void aPathIsNoColumnOfFilesAndBlocks() throws Exception {
    files.write("a.txt", "x\n");
    assertThat(
            files.complaints(
                "each { text { blocks { file = a.txt, size = 1 B }, path = p } }\ntask { kind = word-count }"))
        .containsExactly("w.conf:1: blocks have a column file, which is the path");
  }

  @Test
  void blocksOfSeveralFilesComeFileByFile() throws Exception {
    files.write("b.txt", "one\ntwo\nthree\n");
    files.write("a.txt", "four\n");
    files.write("empty.txt", "");
    var text =
        "each { text.blocks { file = \"*.txt\", size = 4 B } }\ntask { kind = word-count }\noutput = o.csv";
    var ready = files.ready(text);
    assertThat(ready.plan().tasks()).isEqualTo(4);
    run(ready);
    assertThat(Files.readAllLines(directory.resolve("o.csv")))
        .extracting(line -> line.replaceFirst("(?s).*/", "").replaceFirst(",\\d,\\d,\"\\[.*", ""))
        .containsExactly(
            "file,from,until,words,distinct,table",
            "a.txt,0,5",
            "b.txt,0,4",
            "b.txt,4,8",
            "b.txt,8,14");
  }

  @Test
  void moreBlocksThanAMessageHoldsAreRefused() throws Exception {
    for (var name : List.of("a.txt", "b.txt")) {
      files.write(name, "\n".repeat(40_000));
    }
    assertThat(
            files.complaints(
                "each { text.blocks { file = [a.txt, b.txt], size = 1 B } }\ntask { kind = word-count }"))
        .containsExactly(
            "w.conf:1: these make 80000 blocks, and at most 65536 are possible; give a larger size");
    assertThat(
            files.complaints(
                "each { text.blocks { file = [a.txt, none.txt], size = 9 B } }\ntask { kind = word-count }"))
        .singleElement()
        .asString()
        .endsWith("none.txt\": there is no such file");
  }

  @Test
  void rowsArePipedInAndKeptForTheRunAlone() throws Exception {
    piped = "who,millis\nann,1\nbob,0\n";
    var text = "each { row.csv = \"-\", tasks = [1, 2] }\ntask { kind = sleep }\noutput = o.csv";
    var ready = files.ready(text);
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
    assertThat(files.complaints(twice))
        .contains("w.conf:2: standard input can be read once, and is read in w.conf:1");
    isTerminal = true;
    assertThat(files.complaints("each { row.csv = \"-\" }\ntask { kind = sleep }"))
        .singleElement()
        .asString()
        .startsWith("w.conf:1: the rows come from standard input, which is a terminal");
  }
}
