package dev.thresher.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent.RunEnded;
import dev.thresher.runtime.WorkloadLoader;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.workload.Overrides;
import dev.thresher.workload.hocon.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands over the rows of files and of other stages: their columns have names in templates. */
@Timeout(120)
class CommandColumnsTest {
  private static final String ROWS = "each { row.csv = rows.csv }\n";

  @TempDir Path directory;

  @BeforeEach
  void rows() throws IOException {
    Files.writeString(
        directory.resolve("rows.csv"),
        "who,unit price,path\nann,007,in/a.txt\nbo b,1.50,in/b.txt\n");
    Files.writeString(directory.resolve("rows.jsonl"), "{\"a\": 1, \"b\": true}\n{\"a\": 2}\n");
    Files.writeString(directory.resolve("who.csv"), "who\nann\nbob\n");
    Files.writeString(directory.resolve("long.txt"), "one\ntwo\nthree\n");
  }

  private Loaded loaded(String text) throws IOException {
    var file = Files.writeString(directory.resolve("w.conf"), text.replace("DIR", "" + directory));
    return new WorkloadLoader(BuiltinKinds.load(), new StoredRecords())
        .load(file, new Overrides(List.of(), Optional.empty(), OptionalInt.empty()));
  }

  private RunEnded run(String text, BackendKind backend) throws Exception {
    return switch (loaded(text)) {
      case Loaded.Ready ready -> Runs.run(ready.plan(), backend, 2, directory.resolve("run")).end();
      case Loaded.Refused(var complaints) -> throw new AssertionError(complaints.toString());
    };
  }

  private List<String> printed(String text, BackendKind backend) throws Exception {
    var end = run(text, backend);
    assertThat(end.end()).as(end.detail()).isEqualTo(RunEnd.COMPLETED);
    return end.result().asFields().get("table").asSequence().stream()
        .map(row -> row.asFields().text("stdout"))
        .toList();
  }

  private List<String> complaints(String text) throws IOException {
    return switch (loaded(text)) {
      case Loaded.Ready ready -> throw new AssertionError("accepted: " + ready);
      case Loaded.Refused(var complaints) -> complaints.stream().map(Complaint::render).toList();
    };
  }

  @Test
  void columnsOfACsvFileReachWordsEnvironmentAndStdinAsWritten() throws Exception {
    columnsOfACsvFileReachWordsEnvironmentAndStdinAsWritten(BackendKind.THREADS);
  }

  @Tag("slow")
  @Test
  void columnsOfACsvFileReachWordsEnvironmentAndStdinAsWrittenOnProcesses() throws Exception {
    columnsOfACsvFileReachWordsEnvironmentAndStdinAsWritten(BackendKind.PROCESSES);
  }

  private void columnsOfACsvFileReachWordsEnvironmentAndStdinAsWritten(BackendKind backend)
      throws Exception {
    assertThat(
            printed(
                ROWS
                    + """
                    task {
                      command = [sh, -c, "cat; echo \\"$1|$2|$E\\"", x, "{who}", "{unit price}"]
                      environment { E = "{path.stem}" }
                      stdin = "{index} "
                      capture = stdout
                    }
                    """,
                backend))
        .containsExactly("0 ann|007|a", "1 bo b|1.50|b");
  }

  @Test
  void columnsOfACsvFileAreVariablesOfAShell() throws Exception {
    columnsOfACsvFileAreVariablesOfAShell(BackendKind.THREADS);
  }

  @Tag("slow")
  @Test
  void columnsOfACsvFileAreVariablesOfAShellOnProcesses() throws Exception {
    columnsOfACsvFileAreVariablesOfAShell(BackendKind.PROCESSES);
  }

  private void columnsOfACsvFileAreVariablesOfAShell(BackendKind backend) throws Exception {
    assertThat(
            printed(
                ROWS
                    + """
                    task {
                      command = "echo \\"$who|$unit_price|$path_name\\""
                      shell = true
                      capture = stdout
                    }
                    """,
                backend))
        .containsExactly("ann|007|a.txt", "bo b|1.50|b.txt");
  }

  @Test
  void eachRowHasAFileOfItsOwn() throws Exception {
    var end =
        run(
            ROWS + "task { command = [echo, \"{who}\"] }\noutput = \"DIR/made/{path.stem}.out\"",
            BackendKind.THREADS);
    assertThat(end.end()).as(end.detail()).isEqualTo(RunEnd.COMPLETED);
    assertThat(directory.resolve("made/a.out")).hasContent("ann");
    assertThat(directory.resolve("made/b.out")).hasContent("bo b");
  }

  @Test
  void blocksOfATextHaveTheirPlaces() throws Exception {
    assertThat(
            printed(
                """
                each { text.blocks { file = long.txt, size = 5 B } }
                task {
                  command = "head -c $until \\"$file\\" | tail -c +$((from + 1)) | tr '\\n' ' '"
                  shell = true
                  capture = stdout
                }
                """,
                BackendKind.THREADS))
        .containsExactly("one two", "three");
  }

  @Test
  void groupKeysAndAggregatesOfAStageReachTheCommandsOfTheNext() throws Exception {
    groupKeysAndAggregatesOfAStageReachTheCommandsOfTheNext(BackendKind.THREADS);
  }

  @Tag("slow")
  @Test
  void groupKeysAndAggregatesOfAStageReachTheCommandsOfTheNextOnProcesses() throws Exception {
    groupKeysAndAggregatesOfAStageReachTheCommandsOfTheNext(BackendKind.PROCESSES);
  }

  private void groupKeysAndAggregatesOfAStageReachTheCommandsOfTheNext(BackendKind backend)
      throws Exception {
    assertThat(
            printed(
                """
                stages {
                  naps  { each { row.csv = who.csv, millis = [1, 2] }, task { kind = sleep } }
                  sums  { from = naps, group-by = who, reduce { total = sum(slept), most = mean(millis) } }
                  shown { from = sums
                          task { command = [echo, "{who} {total} {most}"], capture = stdout } }
                  again { from = shown
                          task { command = "echo \\"$stdout; $exit\\"", shell = true, capture = stdout } }
                }
                """,
                backend))
        .containsExactly("ann 3 1.5; 0", "bob 3 1.5; 0");
  }

  @Test
  void aStageOverRowsNamesTheFilesOfItsTasks() throws Exception {
    var end =
        run(
            """
            stages {
              first  { each { row.csv = rows.csv }, task { kind = sleep, millis = 0 } }
              second { from = first
                       task { command = [cp, rows.csv, "{out}"], directory = DIR }
                       output = "DIR/made/{path.stem}.csv" }
            }
            """,
            BackendKind.THREADS);
    assertThat(end.end()).as(end.detail()).isEqualTo(RunEnd.COMPLETED);
    assertThat(directory.resolve("made/a.csv"))
        .hasSameTextualContentAs(directory.resolve("rows.csv"));
    assertThat(directory.resolve("made/b.csv")).exists();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "made/{millis}.txt|stage second: tasks 0 and 1 would both write DIR/made/0.txt: put more of their values into output, such as {index}",
        "made/{who}/x.txt|stage second: the output of task 1 leads upwards: DIR/made/../x.txt",
        "rows.{index}|stage second: output DIR/rows.1 exists already; move it away or pass --overwrite"
      })
  void whatIsWrongWithFilesNamedAfterRowsEndsTheRunBeforeTheirTasksStart(
      String output, String reason) throws Exception {
    Files.writeString(directory.resolve("who.csv"), "who\nann\n..\n");
    Files.writeString(directory.resolve("rows.1"), "mine");
    var end =
        run(
            """
            stages {
              first  { each { row.csv = who.csv, millis = [0] }, task { kind = sleep } }
              second { from = first
                       task { command = [sh, -c, "echo > DIR/started", "{who}{millis}"] }
                       output = "DIR/OUTPUT" }
            }
            """
                .replace("OUTPUT", output),
            BackendKind.THREADS);
    assertThat(end.end()).isEqualTo(RunEnd.FAILED);
    assertThat(end.detail()).isEqualTo(reason.replace("DIR", directory.toString()));
    assertThat(directory.resolve("started")).doesNotExist();
    assertThat(directory.resolve("rows.1")).hasContent("mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nme|NO_VALUE: the command uses {nme}, but this row has no such column; it has n, name, odd",
        "odd|NO_VALUE: the command uses {odd}, but this row has no value there"
      })
  void aValueThatARowDoesNotHaveIsAFinalFailure(String hole, String reason) throws Exception {
    Files.writeString(
        directory.resolve("made.py"), "def made(n):\n  return {'name': n, 'odd': None}\n");
    var end =
        run(
            """
            stages {
              first  { each { n = [1] }, task { python = "made:made" } }
              second { from = first
                       task { command = [echo, "{HOLE}"], retries = 1 } }
            }
            """
                .replace("HOLE", hole),
            BackendKind.THREADS);
    assertThat(end.end()).isEqualTo(RunEnd.FAILED);
    assertThat(end.detail()).contains(reason).doesNotContain("attempt 2");
  }

  @Test
  void aFieldThatAnObjectOfTheFileDoesNotHaveIsFoundBeforeTheRun() throws IOException {
    var text = "each { row.jsonl = rows.jsonl }\ntask { command = [echo, \"{a}\", \"{b}\"] }";
    assertThat(complaints(text))
        .containsExactly(directory.resolve("rows.jsonl") + ":2: b has no value here");
  }

  @Test
  void aShellHasTheColumnsThatOnlyTheRowsTellAndOtherwiseItsOwnVariables() throws Exception {
    Files.writeString(directory.resolve("made.py"), "def made(n):\n  return {'name': n}\n");
    assertThat(
            printed(
                """
                stages {
                  first  { each { n = [1] }, task { python = "made:made" } }
                  second { from = first
                           task {
                             command = "echo $name ${THRESHER_ATTEMPT} ${other:-none}"
                             shell = true
                             capture = stdout } }
                }
                """,
                BackendKind.THREADS))
        .containsExactly("1 1 none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task { command = [echo, '{whoo}'] }|nothing has the name {whoo}; there are who, unit price, path, out, index; did you mean \"who\"?",
        "task { command = [echo, '{row}'] }|{row}: row only labels a file; its columns are named by themselves, such as {who}",
        "task { command = [echo, '{row.who}'] }|{row.who}: row only labels a file; its columns are named by themselves, {who}",
        "task { command = [echo, '{path.stm}'] }|{path.stm}: of a file there are stem, name, dir, ext; did you mean \"stem\"?",
        "task { command = [awk, '{print $1}'] }|\"{print $1}\": a { opens a name, such as {photo} or {photo.stem}; write {{ for the brace itself",
        "task { command = 'echo {unit price}', shell = true }|a shell text holds no {unit price}, as it would be run as code: write \"$unit_price\"",
        "task { command = 'echo {path.stem}', shell = true }|a shell text holds no {path.stem}, as it would be run as code: write \"$path_stem\"",
        "task { command = 'echo {row.who}', shell = true }|a shell text holds no {row.who}, as it would be run as code: write \"$who\"",
        "task { command = [echo, '{who}'] }, output = a.txt|every task would write \"a.txt\": put a value into the name, such as {who} or {index}",
      })
  void saysWhatIsWrongWithANameInATemplate(String task, String complaint) throws IOException {
    assertThat(complaints(ROWS + task.replace('\'', '"')))
        .containsExactly(directory.resolve("w.conf") + ":2: " + complaint);
  }
}
