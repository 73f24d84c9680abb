package dev.thresher.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Value;
import dev.thresher.task.CommandLine;
import dev.thresher.task.CommandLine.ExitCodes;
import dev.thresher.task.CommandLine.Program;
import dev.thresher.task.Semantics;
import dev.thresher.task.TaskBody;
import dev.thresher.task.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandFormTest {
  private static final String PHOTOS = "each { photo.files = \"photos/*.jpg\" }\n";

  private static CommandLine line(String text) {
    return ((TaskBody.Command) stage(text).body()).line();
  }

  private static WorkloadStage stage(String text) {
    return Workloads.accepted(text).stages().getFirst();
  }

  @Test
  void readsTheWordsOfACommandAndWhereItsFileGoes() {
    var line =
        line(
            PHOTOS
                + """
                task { command = [convert, "{photo}", -resize, 200x200, "{out}"], retries = 2 }
                output = "thumbs/{photo.stem}.png"
                """);
    assertThat(((Program.Words) line.program()).words())
        .extracting(Template::written)
        .containsExactly("convert", "{photo}", "-resize", "200x200", "{out}");
    assertThat(line.output()).contains(Template.of("thumbs/{photo.stem}.png"));
    assertThat(line.writesOut()).isTrue();
  }

  @Test
  void takesValuesAsTheyAreWritten() {
    var stage =
        stage(
            "each { n = [0.10, 007] }\ntask { command = [echo, \"{n}\", \"{size}\"], size = 1e3 }");
    assertThat(stage.constants().entries())
        .containsExactly(java.util.Map.entry("size", Value.of("1e3")));
    assertThat(stage.inputs())
        .isEqualTo(
            new dev.thresher.task.Inputs.Product(
                java.util.List.of(
                    new dev.thresher.task.Column.Listed(
                        "n", java.util.List.of(Value.of("0.10"), Value.of("007"))))));
  }

  @Test
  void givesAShellItsValuesAsVariables() {
    var line =
        line(
            PHOTOS
                + "task { command = \"wc \\\"$photo\\\" ${photo_stem} $HOME | awk '{print}'\", shell = true }");
    var shell = (Program.Shell) line.program();
    assertThat(shell.variables())
        .containsExactly(
            java.util.Map.entry("photo", Template.of("{photo}")),
            java.util.Map.entry("photo_stem", Template.of("{photo.stem}")));
  }

  @Test
  void repeatsWhatWritesAFileOrSaysThatItMayBeRepeated() {
    assertThat(stage("task { command = [ls] }").semantics()).isEqualTo(Semantics.AT_MOST_ONCE);
    assertThat(stage("task { command = [ls], idempotent = true }").semantics())
        .isEqualTo(Semantics.AT_LEAST_ONCE);
    assertThat(stage("task { command = [ls] }\noutput = a.txt").semantics())
        .isEqualTo(Semantics.AT_LEAST_ONCE);
  }

  @Test
  void writesATableOfResultsWhereNothingMakesAFile() {
    var stage = stage(PHOTOS + "task { command = [wc, \"{photo}\"] }\noutput = sizes.csv");
    assertThat(stage.output().orElseThrow().format()).isEqualTo(OutputRequest.Format.CSV);
  }

  @Test
  void readsWhatExitCodesMean() {
    var line =
        line("task { command = [ls], exit-codes { retry = [75], fail = [1, 2], ignore = 3 } }");
    assertThat(line.exitCodes())
        .isEqualTo(
            new ExitCodes(java.util.List.of(75), java.util.List.of(1, 2), java.util.List.of(3)));
  }

  @Test
  void complainsOfAColumnThatNothingUses() {
    assertThat(Workloads.complaints(PHOTOS + "task { command = [convert] }"))
        .containsExactly("w.conf:1: nothing uses the column \"photo\"; the command takes nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task { command = [convert, '{phto}'] }|nothing has the name {phto}; there are photo, out, index; did you mean \"photo\"?",
        "task { command = [convert, '{photo.stm}'] }|{photo.stm}: of a file there are stem, name, dir, ext; did you mean \"stem\"?",
        "task { command = [convert, '{ photo }'] }|\"{ photo }\": a { opens a name, such as {photo} or {photo.stem}; write {{ for the brace itself",
        "task { command = [no-such-thing, '{photo}'] }|there is no program \"no-such-thing\" here; install it, or write its path",
        "task { command = [convert, '{photo}', '{out}'] }|the command writes {out}, but there is no output: say where its file goes, such as output = \"made/{index}.txt\"",
        "task { command = 'wc {photo}' }|command must be a list of words, such as [wc, -c, \"{text}\"]; for a line of shell add shell = true, but is \"wc {photo}\"",
        "task { command = 'wc {photo}', shell = true }|a shell text holds no {photo}, as it would be run as code: write \"$photo\"",
        "task { command = [wc, '{photo}'], capture = stderr }|capture must be stdout, but is \"stderr\"",
        "task { command = [wc, '{photo}'], quality = 3 }|unknown key \"quality\" in task; allowed here: command, shell, stdin, environment, directory, exit-codes, capture, idempotent, deadline, retries, semantics, photo",
        "task { command = [wc, '{photo}'], exit-codes { retry = 300 } }|exit-codes.retry must be a whole number from 1 to 255, but is \"300\"",
        "task { command = [wc, '{photo}'], kind = walk }|task has both kind and command: say what to compute in one way"
      })
  void saysWhatIsWrongWithACommand(String task, String complaint) {
    var text = PHOTOS + task.replace('\'', '"');
    assertThat(Workloads.complaints(text)).containsExactly("w.conf:2: " + complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "output = a.txt|every task would write \"a.txt\": put a value into the name, such as {photo} or {index}",
        "output = '../{photo.stem}'|output must not contain ..; write an absolute path to leave the directory in which you run",
        "output = '{photo.stem}/{out}'|nothing has the name {out}; there are photo, index",
        "reduce = merge|results of the command cannot be merged; use functions of their fields, such as { done = count }"
      })
  void saysWhatIsWrongWithWhatBecomesOfIt(String rest, String complaint) {
    var text = PHOTOS + "task { command = [wc, \"{photo}\"] }\n" + rest.replace('\'', '"');
    assertThat(Workloads.complaints(text)).containsExactly("w.conf:3: " + complaint);
  }
}
