package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.Value;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.task.StageRows;
import dev.thresher.workload.Overrides;
import dev.thresher.workload.hocon.Complaint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reader on real files: what is on the disk, what is hostile, what the command line changes.
 */
class WorkloadLoaderTest {
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final Path SHIPPED = Path.of("../config/workloads");
  private static final String SLEEP =
      """
      params { millis = 20, tasks = 3 }
      task { kind = sleep }
      """;

  @TempDir Path directory;

  static Stream<Path> shipped() throws IOException {
    try (var files = Files.list(SHIPPED)) {
      return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void takesEveryFileThatComesWithTheEngine(Path file) throws IOException {
    try (var all = Files.walk(SHIPPED)) {
      for (var each : all.toList()) {
        Files.copy(each, directory.resolve("shipped").resolve(SHIPPED.relativize(each)));
      }
    }
    // What others write first.
    write("shipped/steps.csv", "p,seed,steps\n0.1,1,100.5\n");
    write(
        "shipped/access.log",
        "192.0.2.1 - - [24/Nov/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 5\n");
    // How long a cold compiler of Java takes is not what this is about.
    var loader = new WorkloadLoader(BuiltinKinds.load(), new StoredRecords());
    var copy = directory.resolve("shipped").resolve(file.getFileName()).toAbsolutePath();
    if (loader.load(copy, Overrides.NONE) instanceof Loaded.Refused(List<Complaint> complaints)) {
      assertThat(complaints)
          .allSatisfy(complaint ->
              assertThat(complaint.render()).contains("there is no program \"convert\" here"));
    }
  }

  @Test
  void expandsPatternsBesideTheFileInAFixedOrder() throws IOException {
    write("in/b.txt", "b");
    write("in/a.txt", "a");
    write("in/deeper/c.txt", "c");
    write("in/d.bin", "d");
    var plan = ready("each { file { files = \"in/**/*.txt\" } }\ntask { kind = sha256 }\n").plan();
    assertThat(plan.tasks()).isEqualTo(3);
    assertThat(plan.stages().getFirst().spec().inputs().toString())
        .containsSubsequence("in/a.txt", "in/b.txt", "in/deeper/c.txt");
  }

  @Test
  void saysWhichPatternMatchesNothing() throws IOException {
    refused("each { file { files = \"in/*.txt\" } }\ntask { kind = sha256 }\n", 1, "in/*.txt");
  }

  @Test
  void includesFilesRelativeToTheFile() throws IOException {
    write("shared/sizes.conf", "millis = 5, tasks = 7");
    var plan = ready("params { include \"shared/sizes.conf\" }\ntask { kind = sleep }\n").plan();
    assertThat(plan.tasks()).isEqualTo(7);
  }

  @Test
  void includesProfilesAndFilesWithinThem() throws IOException {
    write(
        "site/profiles.conf",
        "quick { params { include \"sizes.conf\" } }\nslow.params.millis = 9");
    write("site/sizes.conf", "tasks = 7, millis = ${usual}\nusual = 4");
    var file =
        write(
            "w.conf",
            """
            params { millis = 20, tasks = 3 }
            task { kind = sleep }
            profiles { include "site/profiles.conf" }
            """);
    assertThat(complaints(file)).singleElement().asString().contains("site/sizes.conf:2: ");
    write("site/sizes.conf", "tasks = 7, millis = ${tasks}");
    var quick = new Overrides(List.of("quick"), List.of(), Optional.empty(), OptionalInt.empty());
    assertThat(load(file, quick))
        .isInstanceOfSatisfying(
            Loaded.Ready.class,
            ready -> {
              assertThat(ready.plan().tasks()).isEqualTo(7);
              assertThat(ready.plan().stages().getFirst().spec().constants().whole("millis"))
                  .isEqualTo(7);
            });
    write("site/profiles.conf", "quick { include \"../../w.conf\" }");
    assertThat(complaints(file)).singleElement().asString().contains("cannot include");
  }

  @Test
  void namesTheIncludedFileAndItsLine() throws IOException {
    write("shared/sizes.conf", "tasks = 7\nmillis = soon\n");
    var complaint =
        complaints(write("w.conf", "params { include \"shared/sizes.conf\" }\ntask.kind = sleep"));
    assertThat(complaint).singleElement().asString().contains("shared/sizes.conf:2: ");
  }

  @Test
  void takesAByteOrderMarkAndLineEndsOfWindows() throws IOException {
    var text = "\uFEFF" + SLEEP.replace("\n", "\r\n");
    assertThat(ready(text).plan().tasks()).isEqualTo(3);
    refused("\uFEFFname = sums\r\ncolour = red\r\n" + SLEEP.replace("\n", "\r\n"), 2, "colour");
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    var file = directory.resolve("w.conf");
    Files.write(file, "name = \u00e4\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(complaints(file)).singleElement().asString().contains("is not a text in UTF-8");
  }

  @Test
  void refusesAFileOverOneMebibyteAndTakesOneBelow() throws IOException {
    var comment = "# " + "x".repeat(97) + "\n";
    assertThat(ready(comment.repeat(10_000) + SLEEP).plan().tasks()).isEqualTo(3);
    var tooLarge = write("w.conf", comment.repeat(11_000) + SLEEP);
    assertThat(complaints(tooLarge)).singleElement().asString().contains("larger than 1 MiB");
  }

  @Test
  void refusesWhatIsNoFile() throws IOException {
    assertThat(complaints(directory)).singleElement().asString().contains("not a regular file");
    assertThat(complaints(directory.resolve("none.conf")))
        .singleElement()
        .asString()
        .contains("none.conf")
        .contains("does not exist");
  }

  @Test
  void refusesNestingBeyondSixtyFour() throws IOException {
    refused(SLEEP + "a {".repeat(10_000), 3, "64");
  }

  @Test
  void refusesTenThousandAppends() throws IOException {
    refused("a = []\n" + "a += 1\n".repeat(10_000) + SLEEP, 502, "+=");
  }

  @Test
  void refusesDoublingByReferences() throws IOException {
    var text = new StringBuilder("a0 = xxxxxxxxxx\n");
    for (int i = 1; i < 60; i++) {
      text.append("a%d = ${a%d}${a%d}\n".formatted(i, i - 1, i - 1));
    }
    var complaints = complaints(write("w.conf", text + SLEEP));
    assertThat(complaints).isNotEmpty();
    assertThat(complaints.getFirst()).contains("w.conf:");
  }

  @Test
  void refusesAFileThatIncludesItself() throws IOException {
    refused("include \"w.conf\"\n" + SLEEP, 1, "include");
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void refusesIncludesFromElsewhere(String what) throws IOException {
    refused("name = sums\ninclude " + what + "\n" + SLEEP, 2, "cannot include");
  }

  static Stream<String> foreign() {
    return Stream.of(
        "url(\"http://127.0.0.1:9/x.conf\")",
        "url(\"file:///etc/passwd\")",
        "file(\"/etc/passwd\")",
        "classpath(\"reference.conf\")",
        "\"/etc/passwd\"",
        "\"../outside.conf\"",
        "required(file(\"/etc/passwd\"))");
  }

  @Test
  void refusesALinkThatLeadsOutOfTheDirectory() throws IOException {
    var outside = Files.writeString(directory.resolve("outside.conf"), "tasks = 1");
    var inside = Files.createDirectory(directory.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("link.conf"), outside);
    var file = Files.writeString(inside.resolve("w.conf"), "include \"link.conf\"\n" + SLEEP);
    assertThat(complaints(file)).first().asString().contains("leads out of the directory");
  }

  @Test
  void doesNotReadTheEnvironment() throws IOException {
    refused("name = ${HOME}\n" + SLEEP, 1, "the environment is not read");
    refused("name = ${?PATH}\n" + SLEEP, 1, "the environment is not read");
  }

  @Test
  void keysGivenTwiceAreRefused() throws IOException {
    refused("retries = 1\nretries = 2\n" + SLEEP, 2, "given twice");
  }

  @Test
  void textsThatACommentCutsAreRefused() throws IOException {
    refused("output = http://x.csv\n" + SLEEP, 1, "is cut off at //");
    refused("output = a#b.csv\n" + SLEEP, 1, "is cut off at #");
  }

  @Test
  void misspeltKeysGetASuggestion() throws IOException {
    refused("wrokers = 2\n" + SLEEP, 1, "workers");
    refused("engine.schedule.windwo = 9000\n" + SLEEP, 1, "window");
    refused("params { millis = 20, tsaks = 3 }\ntask { kind = sleep }\n", 1, "tasks");
  }

  @Test
  void argumentsChangeDeclaredParametersAndKeysByTheirPath() throws IOException {
    var file = write("w.conf", SLEEP);
    var ready = ready(file, "tasks=9", "task.deadline=5s", "engine.schedule.window=9000");
    assertThat(ready.plan().tasks()).isEqualTo(9);
    assertThat(ready.plan().stages().getFirst().spec().deadlineNanos()).isEqualTo(5_000_000_000L);
    assertThat(ready.settings().schedule().window()).isEqualTo(9000);
  }

  @Test
  void theDeadlineOfTheRunReachesThePlan() throws IOException {
    assertThat(ready(SLEEP).plan().deadline()).isEmpty();
    assertThat(ready("deadline = 1.5m\n" + SLEEP).plan().deadline())
        .contains(Duration.ofSeconds(90));
  }

  @Test
  void anUnknownNameIsAnErrorThatNamesTheArgument() throws IOException {
    var file = write("w.conf", SLEEP);
    assertThat(complaints(file, "taks=9"))
        .singleElement()
        .asString()
        .contains("--set taks=9")
        .contains("tasks");
    assertThat(complaints(file, "task.deadlin=9s"))
        .singleElement()
        .asString()
        .contains("--set task.deadlin=9s")
        .contains("deadline");
  }

  @Test
  void aRowOfAFileIsATaskForEveryValueOfTheOtherColumns() throws IOException {
    write("naps.csv", "who,millis\na,1\nb,2\n");
    var plan =
        ready("each { nap.csv = naps.csv, tasks = [1, 2, 3] }\ntask { kind = sleep }").plan();
    assertThat(plan.tasks()).isEqualTo(6);
    var rows =
        StageRows.of(plan.stages().getFirst().spec(), BuiltinKinds.load(), new StoredRecords());
    assertThat(rows.row(4).entries())
        .containsExactly(
            Map.entry("who", Value.of("b")),
            Map.entry("millis", Value.of(2)),
            Map.entry("tasks", Value.of(2)));
  }

  @Test
  void aRowThatNoTaskCanUseIsNamedByItsLine() throws IOException {
    var file = write("naps.csv", "millis\n1\n2\n3600001\n");
    var text = "each { nap.csv = naps.csv }\ntask { kind = sleep }";
    assertThat(complaints(write("w.conf", text)))
        .containsExactly(
            file.toAbsolutePath()
                + ":4: millis must be a whole number from 0 to 3600000, but is 3600001");
    write("naps.csv", "millis\n1\n\"\"\n");
    assertThat(complaints(write("w.conf", text)))
        .singleElement()
        .asString()
        .endsWith(":3: millis must be a whole number from 0 to 3600000, but is \"\"");
    write("naps.csv", "millis,x\n1,1\n,2\n");
    assertThat(complaints(write("w.conf", text)))
        .singleElement()
        .asString()
        .endsWith("naps.csv:3: millis has no value here");
  }

  @Test
  void theFirstValueOfAnotherTypeIsNamedByItsLine() throws IOException {
    write("naps.csv", "millis\n1\n2.5\n0.5\n");
    var text = "each { nap.csv = naps.csv }\ntask { kind = sleep }";
    assertThat(complaints(write("w.conf", text)))
        .singleElement()
        .asString()
        .endsWith("naps.csv:3: millis must be a whole number from 0 to 3600000, but is 2.5");
    write("T.java", "class T { static double f(double millis) { return millis; } }");
    write("naps.csv", "millis\n1\n2.5\nlong\nlonger\n");
    assertThat(complaints(write("w.conf", "each { nap.csv = naps.csv }\ntask { java = T.java }")))
        .singleElement()
        .asString()
        .endsWith("naps.csv:4: millis must be a number, but is \"long\"");
  }

  @Test
  void aStageThatTakesFromNoneIsComplainedOfOnce() throws IOException {
    var text =
        """
        stages {
          naps { task { kind = sleep, millis = 1 } }
          sums { from = nap, group-by = x, reduce { n = count }, output = s.csv }
        }
        """;
    assertThat(complaints(write("w.conf", text)))
        .singleElement()
        .asString()
        .contains(":3: from names no stage: \"nap\"");
  }

  @Test
  void aPlaceholderWithoutQuotesIsExplained() throws IOException {
    refused(
        "each { n = 1..2 }\ntask { command = [echo, {n}] }", 2, "needs quotes, such as \"{name}\"");
  }

  @Test
  void aFileThatLiesWhereTheUserIsIsNotTakenForTheOneBesideTheWorkload() throws IOException {
    write("naps.csv", "millis\n1\n");
    var file = write("deep/w.conf", "each { nap.csv = naps.csv }\ntask { kind = sleep }");
    var loader =
        new WorkloadLoader(BuiltinKinds.load(), new StoredRecords(), directory.toAbsolutePath());
    assertThat(((Loaded.Refused) loader.load(file, Overrides.NONE)).complaints())
        .singleElement()
        .satisfies(complaint ->
            assertThat(complaint.render())
                .endsWith(
                    "naps.csv\": there is no such file; the one in %s is not meant, inputs count from the directory of the workload file"
                        .formatted(directory.toAbsolutePath())));
  }

  @Test
  void aColumnCannotComeFromTwoPlaces() throws IOException {
    write("naps.csv", "millis\n1\n");
    refused("each {\n nap.csv = naps.csv\n millis = 1..2 }\ntask { kind = sleep }", 2, "as well");
    refused("each { nap.csv = naps.csv }\ntask { kind = sleep\n millis = 3 }", 1, "is not used");
  }

  @Test
  void aFileThatDoesNotFitIsAnErrorWhereItIsNamed() throws IOException {
    refused("each {\n nap.csv = none.csv }\ntask { kind = sleep }", 2, "there is no such file");
    write("empty.csv", "millis\n");
    refused(
        "each { nap.csv = empty.csv }\ntask { kind = sleep }",
        1,
        "names its columns and has no rows");
    refused("each { nap.blocks { file = empty.csv } }\ntask { kind = sleep }", 1, "and a size");
  }

  @Test
  void stagesThatCannotBeAreErrorsWhereTheyStand() throws IOException {
    var naps = "stages {\n naps { each { millis = 1..3 }, task { kind = sleep } }\n";
    refused(naps + " b { from = nap, reduce { n = count } } }", 3, "did you mean \"naps\"");
    refused(
        "stages {\n a { from = b, reduce { n = count } }\n b { from = a, reduce { n = count } } }",
        2,
        "a -> b -> a");
    refused(naps + " b { from = naps, group-by = milis\n reduce { n = count } } }", 3, "no column");
    refused(naps + " b { from = naps\n reduce { n = sum(slep) } } }", 4, "there is no column");
    refused(naps + " b { from = naps } }", 3, "give it task or reduce");
    refused(naps + " b { task { kind = sleep, millis = 1 } } }", 2, "nothing uses stage naps");
    refused(
        naps + " b { from = naps, task { kind = sleep, millis = 1 } } }", 3, "column of that name");
    refused(naps + " }\noutput = x.csv", 4, "stands beside stages");
    refused(
        "params { x = 1 }\n" + naps + " b { from = naps, reduce { n = count } } }",
        1,
        "nothing uses the parameter \"x\"");
  }

  @Test
  void linesAndBlocksAreColumnsToo() throws IOException {
    write("naps.txt", "10\n20\n\n30\n");
    assertThat(ready("each { millis.lines = naps.txt }\ntask { kind = sleep }").plan().tasks())
        .isEqualTo(3);
    var text = "each { text.blocks { file = naps.txt, size = 3 B } }\ntask { kind = word-count }";
    assertThat(ready(text).plan().tasks()).isEqualTo(3);
  }

  private Path write(String name, String text) throws IOException {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Loaded load(Path file, String... sets) {
    return load(file, new Overrides(List.of(sets), Optional.empty(), OptionalInt.empty()));
  }

  private Loaded load(Path file, Overrides overrides) {
    var loader =
        new WorkloadLoader(BuiltinKinds.load(), new StoredRecords(), directory.toAbsolutePath());
    var absolute = file.toAbsolutePath();
    return assertTimeoutPreemptively(LONGEST, () -> loader.load(absolute, overrides));
  }

  private Loaded.Ready ready(String text) throws IOException {
    return ready(write("w.conf", text));
  }

  private Loaded.Ready ready(Path file, String... sets) {
    return switch (load(file, sets)) {
      case Loaded.Ready ready -> ready;
      case Loaded.Refused(List<Complaint> complaints) ->
          throw new AssertionError("refused: " + complaints);
    };
  }

  private List<String> complaints(Path file, String... sets) {
    return switch (load(file, sets)) {
      case Loaded.Ready ready -> throw new AssertionError("taken: " + ready);
      case Loaded.Refused(List<Complaint> complaints) ->
          complaints.stream().map(Complaint::render).toList();
    };
  }

  private void refused(String text, int line, String says) throws IOException {
    var file = write("w.conf", text);
    assertThat(complaints(file))
        .first()
        .asString()
        .startsWith(file.toAbsolutePath() + ":" + line + ": ")
        .contains(says)
        .doesNotContain("Exception", "\n");
  }
}
