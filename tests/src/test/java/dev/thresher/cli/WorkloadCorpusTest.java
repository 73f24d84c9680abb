package dev.thresher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.thresher.launch.Installation;
import dev.thresher.model.PrintableText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a workload file holds, it is answered by an exit code and sentences with file and line,
 * within 2 s and 64 MiB; nothing is fetched, nothing read by an include outside the directory of
 * the file, nothing written, and nothing of it run.
 */
class WorkloadCorpusTest {
  private static final long MOST_CPU_MILLIS = 2_000;
  private static final String HEAP = "-Xmx64m";
  private static final long SEED = Long.getLong("thresher.seed", 20_261_125);
  private static final Pattern COMPLAINT = Pattern.compile("error: [^:]+(:\\d+)?: .+");
  private static final Pattern FRAME = Pattern.compile("\\bat [\\w.$/]+\\([\\w.]+(:\\d+)?\\)");

  @TempDir Path directory;

  /**
   * @param kind what must become of it
   */
  private record Case(Expected kind, CorpusText.Planted planted) {}

  private enum Expected {
    ACCEPTED,
    /** On the line where the mistake was planted. */
    PLANTED,
    REFUSED,
    /** Accepted or refused. */
    ANSWERED
  }

  private record Answer(int exitCode, long cpuMillis, List<String> out, List<String> err) {}

  @Tag("slow")
  @Test
  @Timeout(300)
  void answersFilesOfEveryKind() throws Exception {
    answers(50, 40, 30);
  }

  @Test
  @Tag("slow")
  @Timeout(600)
  void answersFifteenHundredFiles() throws Exception {
    answers(500, 600, 400);
  }

  private void answers(int valid, int planted, int damaged) throws Exception {
    System.out.println("corpus: -Dthresher.seed=" + SEED);
    var place = CorpusPlace.make(directory);
    try (var listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      listener.configureBlocking(false);
      int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
      var cases = write(place.inside(), valid, planted, damaged, port);
      var before = files(place.inside());
      var answers = read(place.inside(), cases.keySet());
      assertThat(answers.keySet()).isEqualTo(cases.keySet());
      tellSlowest(answers);
      assertAll(
          cases.entrySet().stream()
              .map(
                  one -> () -> check(one.getKey(), one.getValue(), answer(answers, one.getKey()))));
      assertThat(listener.accept()).as("a connection to the listener").isNull();
      assertThat(files(place.inside())).isEqualTo(before);
    }
  }

  private static void tellSlowest(Map<String, Answer> answers) {
    var slowest =
        answers.entrySet().stream()
            .sorted(Comparator.comparing(one -> -one.getValue().cpuMillis()))
            .limit(3)
            .map(one -> one.getKey() + " " + one.getValue().cpuMillis() + " ms")
            .toList();
    System.out.println("corpus: " + answers.size() + " files, the slowest " + slowest);
  }

  private static Answer answer(Map<String, Answer> answers, String name) {
    return java.util.Objects.requireNonNull(answers.get(name));
  }

  private static Map<String, Case> write(Path inside, int valid, int planted, int damaged, int port)
      throws IOException {
    var nothing = new CorpusText.Planted(0, "");
    var cases = new LinkedHashMap<String, Case>();
    for (int i = 0; i < valid + planted + damaged; i++) {
      var random = new SplittableRandom(SEED + i);
      var text = new CorpusText(random);
      var name = "c%04d.conf".formatted(i);
      var file = inside.resolve(name);
      if (i < valid) {
        Files.writeString(file, text.text());
        cases.put(name, new Case(Expected.ACCEPTED, nothing));
      } else if (i < valid + planted) {
        var mistake = text.plant();
        Files.writeString(file, text.text());
        cases.put(name, new Case(Expected.PLANTED, mistake));
      } else {
        Files.write(file, CorpusText.damaged(text.text(), random));
        cases.put(name, new Case(Expected.ANSWERED, nothing));
      }
    }
    for (var attack : new CorpusAttacks(port).texts().entrySet()) {
      Files.writeString(inside.resolve(attack.getKey()), attack.getValue());
      cases.put(attack.getKey(), new Case(Expected.REFUSED, nothing));
    }
    return cases;
  }

  private static Set<Path> files(Path inside) throws IOException {
    try (Stream<Path> walk = Files.walk(inside)) {
      return new HashSet<>(walk.toList());
    }
  }

  private Map<String, Answer> read(Path inside, Set<String> names) throws Exception {
    var list = Files.write(directory.resolve("names"), names);
    var here = Installation.current();
    var command = new ArrayList<String>();
    command.add(here.java().toString());
    command.addAll(here.jvmFlags());
    command.addAll(List.of(HEAP, "-XX:+UseSerialGC", "-cp", here.classPath()));
    command.addAll(List.of(CorpusReader.class.getName(), list.toString()));
    var out = directory.resolve("answers");
    var err = directory.resolve("trouble");
    var process =
        new ProcessBuilder(command)
            .directory(inside.toFile())
            .redirectInput(new java.io.File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      int exitCode = process.waitFor();
      assertThat(exitCode).as(tail(out) + Files.readString(err)).isZero();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(err)).isEmpty();
    return parsed(Files.readAllLines(out));
  }

  private static String tail(Path file) throws IOException {
    var lines = Files.readAllLines(file);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size())) + "\n";
  }

  private static Map<String, Answer> parsed(List<String> lines) {
    var answers = new LinkedHashMap<String, Answer>();
    var last = new Answer(0, 0, List.of(), List.of());
    for (var line : lines) {
      if (line.startsWith("== ")) {
        var words = line.split(" ");
        last =
            new Answer(
                Integer.parseInt(words[2]),
                Long.parseLong(words[3]),
                new ArrayList<>(),
                new ArrayList<>());
        answers.put(words[1], last);
      } else {
        (line.startsWith("out: ") ? last.out() : last.err()).add(line.substring(5));
      }
    }
    return answers;
  }

  private static void check(String name, Case expected, Answer answer) {
    var label =
        "%s, %s: %d %s"
            .formatted(
                name, expected.planted(), answer.exitCode(), String.join("\n", answer.err()));
    assertThat(answer.cpuMillis()).as(label).isLessThan(MOST_CPU_MILLIS);
    assertThat(answer.exitCode()).as(label).isIn(exitCodes(expected.kind()));
    assertThat(answer.err()).as(label).allMatch(line -> COMPLAINT.matcher(line).matches());
    assertThat(answer.err().isEmpty()).as(label).isEqualTo(answer.exitCode() == 0);
    assertThat(answer.out().isEmpty()).as(label).isEqualTo(answer.exitCode() != 0);
    for (var line : Stream.concat(answer.err().stream(), answer.out().stream()).toList()) {
      assertThat(line).as(label).isEqualTo(PrintableText.escape(line));
      var withoutOwnWords = line.replace(CorpusAttacks.ENGINE_CLASS, "");
      assertThat(withoutOwnWords).as(label).doesNotContain("dev.thresher.", CorpusPlace.CANARY);
      assertThat(FRAME.matcher(line).find()).as(label).isFalse();
    }
    if (expected.kind() == Expected.PLANTED) {
      var at = "error: " + name + ":" + expected.planted().line() + ": ";
      assertThat(answer.err())
          .as(label)
          .anyMatch(line ->
              line.startsWith(at) && line.contains(expected.planted().says())
                  || isOfFile(line, expected.planted().says()));
    }
  }

  // What is wrong with a file that the workload names stands there, on its own line.
  private static boolean isOfFile(String line, String name) {
    return name.contains(".") && line.matches("error: .*" + Pattern.quote(name) + ":\\d+: .*");
  }

  private static List<Integer> exitCodes(Expected kind) {
    return switch (kind) {
      case ACCEPTED -> List.of(0);
      case PLANTED, REFUSED -> List.of(2);
      case ANSWERED -> List.of(0, 2);
    };
  }
}
