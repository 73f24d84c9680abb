package dev.thresher.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.TaskKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code word-count} and {@code sha256} beside the command line tools that everybody trusts. */
class FileKindsTest {
  private static final TaskKind WORDS = new WordCountKind();
  private static final TaskKind SHA256 = new Sha256Kind();
  private static final long SEED = 2_718;

  @TempDir Path directory;

  static Stream<byte[]> contents() {
    var random = new SplittableRandom(SEED);
    var noise = new byte[200_000];
    random.nextBytes(noise);
    var letters = new StringBuilder();
    var alphabet = "eeeetttaaoinshrdlucmEATOIN      .,\n'-ü";
    for (int i = 0; i < 300_000; i++) {
      letters.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return Stream.of(
            "",
            "\n",
            "one",
            "One one ONE\n",
            ". leading and trailing .",
            "Äpfel, naïve cafés; don't-stop",
            "w".repeat(70_000) + " w",
            letters.toString())
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .flatMap(bytes -> bytes.length == 3 ? Stream.of(bytes, noise) : Stream.of(bytes));
  }

  @ParameterizedTest(name = "text {index}")
  @MethodSource("contents")
  void wordsAreThoseOfTrSortUniq(byte[] content) throws Exception {
    var file = Files.write(directory.resolve("a text.txt"), content);
    var result = Runs.whole(WORDS, Runs.arguments(WORDS, "file", file.toString()));
    var lines = result.get("table").asSequence().stream().map(FileKindsTest::asUniqPrints).toList();
    assertThat(lines).as("seed %d", SEED).isEqualTo(wordsByTools(file));
    assertThat(result.whole("distinct")).isEqualTo(lines.size());
    assertThat(result.whole("words"))
        .isEqualTo(
            result.get("table").asSequence().stream()
                .mapToLong(line -> line.asFields().whole("count"))
                .sum());
  }

  private static String asUniqPrints(Value line) {
    return line.asFields().whole("count") + " " + line.asFields().text("word");
  }

  /** The pipeline gives an empty line for a text that does not begin with a letter. */
  private List<String> wordsByTools(Path... files) throws Exception {
    var script =
        "cat \"$@\" | tr -cs 'A-Za-z' '\\n' | tr A-Z a-z | sort | uniq -c | sed 's/^ *//; / $/d'";
    var command = new java.util.ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
    Stream.of(files).map(Path::toString).forEach(command::add);
    return output(command);
  }

  @Test
  void mergedTablesAreThoseOfAllTextsTogether() throws Exception {
    var one = Files.writeString(directory.resolve("1.txt"), "the cat and the dog\n");
    var two = Files.writeString(directory.resolve("2.txt"), "A dog; a bone. The END\n");
    var three = Files.writeString(directory.resolve("3.txt"), "42\n");
    var merged = merged(WORDS, one, two, three);
    assertThat(merged.get("table").asSequence().stream().map(FileKindsTest::asUniqPrints))
        .containsExactlyElementsOf(wordsByTools(one, two, three));
    assertThat(merged.whole("words")).isEqualTo(11);
    assertThat(merged.whole("distinct")).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65_536, 1_000_001})
  void digestsAreThoseOfSha256sum(int size) throws Exception {
    var content = new byte[size];
    new SplittableRandom(SEED).nextBytes(content);
    var file = Files.write(directory.resolve("data.bin"), content);
    var result = Runs.whole(SHA256, Runs.arguments(SHA256, "file", file.toString()));
    assertThat(result.text("file")).isEqualTo(file.toString());
    assertThat(result.whole("bytes")).isEqualTo(size);
    assertThat(result.text("sha256") + "  " + file)
        .isEqualTo(output(List.of("sha256sum", file.toString())).getFirst());
  }

  @Test
  void mergedDigestsAreATableInTheOrderOfTheFiles() throws Exception {
    var one = Files.writeString(directory.resolve("b"), "1");
    var two = Files.writeString(directory.resolve("a"), "2");
    assertThat(merged(SHA256, one, two).get("table").asSequence())
        .extracting(line -> line.asFields().text("file"))
        .containsExactly(one.toString(), two.toString());
    assertThat(merged(SHA256, one).get("table").asSequence()).hasSize(1);
  }

  /** As {@code each { file = … }} with {@code reduce = merge} does it. */
  private static Fields merged(TaskKind kind, Path... files) throws Exception {
    var reducer = kind.reducer();
    var total = kind.run(Runs.arguments(kind, "file", files[0].toString()), Runs.undisturbed());
    for (int i = 1; i < files.length; i++) {
      var next = kind.run(Runs.arguments(kind, "file", files[i].toString()), Runs.undisturbed());
      total = reducer.combine(total, next);
    }
    return reducer.finish(total, Fields.NONE).asFields();
  }

  static Stream<TaskKind> fileKinds() {
    return Stream.of(WORDS, SHA256);
  }

  @ParameterizedTest
  @MethodSource("fileKinds")
  void aFileThatCannotBeReadIsNamed(TaskKind kind) {
    var missing = directory.resolve("missing.txt").toString();
    assertThatThrownBy(() -> Runs.whole(kind, Runs.arguments(kind, "file", missing)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(missing);
    var folder = directory.toString();
    assertThatThrownBy(() -> Runs.whole(kind, Runs.arguments(kind, "file", folder)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder)
        .hasMessageContaining("no regular file");
  }

  private List<String> output(List<String> command) throws Exception {
    var out = directory.resolve("out");
    var builder = new ProcessBuilder(command).redirectOutput(out.toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT).environment().put("LC_ALL", "C");
    var process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readAllLines(out, StandardCharsets.ISO_8859_1);
  }
}
