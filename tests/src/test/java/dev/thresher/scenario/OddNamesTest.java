package dev.thresher.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.JsonText;
import dev.thresher.model.RunEnd;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.runtime.WorkloadLoader;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.workload.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Values and file names that mean something to a shell, a terminal, a template, CSV or a careless
 * program arrive unchanged, on whichever way a task is given them.
 */
@Timeout(180)
class OddNamesTest {
  private static final long SEED = Long.getLong("thresher.seed", 20_261_125);
  private static final int WORDS = 240;
  private static final List<String> KNOWN =
      List.of(
          " ",
          "  a  ",
          "-",
          "--",
          "-n",
          "-rf",
          "--help",
          "$(touch hit)",
          "`touch hit`",
          "${IFS}",
          "$HOME",
          "$$",
          "a;touch hit",
          "a|b",
          "a&&b",
          "a&",
          ">hit",
          "<hit",
          "*",
          "?",
          "[a-z]*",
          "{a,b}",
          "{{",
          "}}",
          "{word}",
          "{index}",
          "~",
          "~root",
          "!",
          "!!",
          "#",
          "#a",
          "%s%n",
          "%%",
          "%d",
          "\\",
          "\\n",
          "\\\\",
          "a\\",
          "'",
          "''",
          "\"",
          "\"\"",
          "'\"'",
          "a'b\"c",
          "a\nb",
          "\n",
          "a\tb",
          "\r",
          "a\r\nb",
          "\u0007",
          "\u001b[2J",
          "\u007f",
          "\u0085",
          "\u2028",
          "\u202e",
          "é",
          "e\u0301",
          "漢字",
          "😀",
          "\ufeff",
          "null",
          "true",
          "007",
          "1e3",
          "0x10",
          "NaN",
          "-1",
          ",",
          "a,b",
          "=1+1",
          "@a",
          "..a",
          "a..",
          "a b.c d",
          ".a.b",
          "CON",
          "<script>",
          "&amp;",
          "${jndi:ldap://x}",
          "include url(x)",
          "a#b",
          "//",
          "/*");

  @TempDir Path directory;

  private static List<String> words() {
    var random = new SplittableRandom(SEED);
    var characters = "$(id)`;&|<>*?[]~#!\\\"'{}\t\n\r-=%,.: é漢😀aB7".codePoints().toArray();
    var words = new LinkedHashSet<>(KNOWN);
    while (words.size() < WORDS) {
      var word = new StringBuilder();
      for (int i = random.nextInt(1, 12); i > 0; i--) {
        word.appendCodePoint(characters[random.nextInt(characters.length)]);
      }
      words.add(word.toString());
    }
    return List.copyOf(words);
  }

  private void run(String text, BackendKind backend) throws Exception {
    var file = Files.writeString(directory.resolve("w.conf"), text.replace("DIR", "" + directory));
    var loaded = new WorkloadLoader(BuiltinKinds.load(), new StoredRecords());
    switch (loaded.load(file, Overrides.NONE)) {
      case Loaded.Refused(var complaints) -> throw new AssertionError(complaints.toString());
      case Loaded.Ready ready -> {
        var end = Runs.run(ready.plan(), backend, 2, directory.resolve("run")).end();
        assertThat(end.end()).as("seed %d: %s", SEED, end.detail()).isEqualTo(RunEnd.COMPLETED);
      }
    }
  }

  private void code() throws IOException {
    Files.writeString(
        directory.resolve("Echo.java"),
        """
        import java.nio.file.*;
        class Echo {
          static String echo(String word) { return word; }
          static String read(Path file) throws Exception { return file.getFileName() + "=" + Files.readString(file); }
        }
        """);
    Files.writeString(
        directory.resolve("echoes.py"),
        """
        import os
        def echo(word):
            return word
        def read(file):
            with open(file, newline='') as opened:
                return os.path.basename(file) + '=' + opened.read()
        """);
  }

  @Test
  void valuesArriveUnchanged() throws Exception {
    valuesArriveUnchanged(BackendKind.THREADS);
  }

  @Tag("slow")
  @Test
  void valuesArriveUnchangedOnProcesses() throws Exception {
    valuesArriveUnchanged(BackendKind.PROCESSES);
  }

  private void valuesArriveUnchanged(BackendKind backend) throws Exception {
    code();
    var csv = words().stream().map(word -> '"' + word.replace("\"", "\"\"") + "\"\n");
    Files.writeString(directory.resolve("in.csv"), "word\n" + csv.collect(Collectors.joining()));
    run(
        """
        stages {
          words  { each { row.csv = in.csv }
                   task {
                     command = [sh, -c, "printf '<%s><%s>' \\"$1\\" \\"$E\\"; cat", x, "{word}"]
                     environment { E = "{word}" }
                     stdin = "{word}."
                     capture = stdout
                   }
                   output = "DIR/words.jsonl" }
          shell  { each { row.csv = in.csv }
                   task { command = "printf '<%s>' \\"$word\\"", shell = true, capture = stdout }
                   output = "DIR/shell.jsonl" }
          java   { each { row.csv = in.csv }, task { java = Echo.java, method = echo }
                   output = "DIR/java.jsonl" }
          python { each { row.csv = in.csv }, task { python = "echoes:echo" }
                   output = "DIR/python.jsonl" }
          again  { from = java, task { python = "echoes:echo" }, output = "DIR/again.jsonl" }
        }
        """,
        backend);
    expect("words.jsonl", word -> command(word, "<" + word + "><" + word + ">" + word + "."));
    expect("shell.jsonl", word -> command(word, "<" + word + ">"));
    var echoed = (Function<String, Fields>) word -> row(word).with("echo", Value.of(word));
    expect("java.jsonl", echoed);
    expect("python.jsonl", echoed);
    expect("again.jsonl", echoed);
    assertNothingWasRun();
  }

  private static Fields row(String word) {
    return Fields.of("word", Value.of(word));
  }

  private static Fields command(String word, String stdout) {
    return row(word).with("exit", Value.of(0)).with("stdout", Value.of(stdout));
  }

  private void expect(String file, Function<String, Fields> row) throws IOException {
    var expected = words().stream().map(word -> JsonText.of(row.apply(word))).toList();
    var lines = List.of(Files.readString(directory.resolve(file)).split("\n"));
    assertThat(lines).as("%s, seed %d", file, SEED).isEqualTo(expected);
  }

  private void assertNothingWasRun() throws IOException {
    assertThat(directory.resolve("hit")).doesNotExist();
    assertThat(Path.of("hit")).doesNotExist();
  }

  @Test
  void namesOfFilesArriveUnchangedAndTheFilesOfTasksAreCalledAfterThem() throws Exception {
    namesOfFilesArriveUnchangedAndTheFilesOfTasksAreCalledAfterThem(BackendKind.THREADS);
  }

  @Tag("slow")
  @Test
  void namesOfFilesArriveUnchangedAndTheFilesOfTasksAreCalledAfterThemOnProcesses()
      throws Exception {
    namesOfFilesArriveUnchangedAndTheFilesOfTasksAreCalledAfterThem(BackendKind.PROCESSES);
  }

  private void namesOfFilesArriveUnchangedAndTheFilesOfTasksAreCalledAfterThem(BackendKind backend)
      throws Exception {
    code();
    var names = new ArrayList<String>();
    Files.createDirectories(directory.resolve("in"));
    for (var word : words()) {
      var name = word.replace("/", "_") + ".txt";
      // A pattern leaves out what is hidden.
      if (!name.startsWith(".") && !names.contains(name)) {
        Files.writeString(directory.resolve("in").resolve(name), "in " + name);
        names.add(name);
      }
    }
    run(
        """
        stages {
          words  { each { file.files = "in/*.txt" }
                   task { command = [cp, "{file}", "{out}"] }
                   output = "DIR/words/{file.stem}.out" }
          shell  { each { file.files = "in/*" }
                   task { command = "cat -- \\"$file\\"", shell = true }
                   output = "DIR/shell/{file.name}" }
          java   { each { file.files = "in/*" }, task { java = Echo.java, method = read }
                   output = "DIR/java.jsonl" }
          python { each { file.files = "in/*" }, task { python = "echoes:read" }
                   output = "DIR/python.jsonl" }
        }
        """,
        backend);
    for (var name : names) {
      var stem = name.substring(0, name.length() - ".txt".length());
      assertThat(directory.resolve("words").resolve(stem + ".out"))
          .content()
          .isEqualTo("in " + name);
      assertThat(directory.resolve("shell").resolve(name)).content().isEqualTo("in " + name);
      var told = JsonText.of(Value.of(name + "=in " + name));
      assertThat(Files.readString(directory.resolve("java.jsonl"))).contains(told);
    }
    assertThat(Files.readString(directory.resolve("python.jsonl")))
        .isEqualTo(Files.readString(directory.resolve("java.jsonl")));
    try (var made = Files.list(directory.resolve("words"))) {
      assertThat(made).hasSameSizeAs(names);
    }
    assertNothingWasRun();
  }
}
