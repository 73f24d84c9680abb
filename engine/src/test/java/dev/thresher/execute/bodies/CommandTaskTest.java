package dev.thresher.execute.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.thresher.model.RunId;
import dev.thresher.model.TaskId;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.CommandLine;
import dev.thresher.task.CommandLine.ExitCodes;
import dev.thresher.task.CommandLine.Input;
import dev.thresher.task.CommandLine.Program;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskFailure;
import dev.thresher.task.Template;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
@ParameterizedClass
@MethodSource("spawners")
class CommandTaskTest {
  private static final long SEED = Long.getLong("thresher.seed", 20_261_124);
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final Spawner spawner;
  private CommandGroups groups;

  CommandTaskTest(Spawner spawner) {
    this.spawner = spawner;
  }

  // The second one is missing where the C library is another one.
  static Stream<Spawner> spawners() {
    return Stream.concat(Stream.of(new JdkSpawner()), PosixSpawner.link().stream());
  }

  @BeforeEach
  void open() {
    groups = new CommandGroups(directory.resolve("groups"));
  }

  @AfterEach
  void close() {
    groups.close();
  }

  private record Attempt(int attempt) implements TaskContext {
    @Override
    public TaskId task() {
      return new TaskId(0, 17);
    }

    @Override
    public boolean mayStartAgain() {
      return true;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }
  }

  private static Program words(String... words) {
    return new Program.Words(Stream.of(words).map(Template::of).toList());
  }

  private static CommandLine line(Program program) {
    return line(program, new Input.Nothing(), ExitCodes.USUAL, Optional.empty());
  }

  /** Captures what is printed, unless there is an output. */
  private static CommandLine line(
      Program program, Input input, ExitCodes codes, Optional<Template> output) {
    return new CommandLine(
        program,
        input,
        new LinkedHashMap<>(),
        Optional.empty(),
        codes,
        output.isEmpty(),
        false,
        output);
  }

  private Fields run(CommandLine line, Fields arguments, int attempt) throws Exception {
    var place = new RunPlace(new RunId("run-1"), directory.resolve("staging"));
    return new CommandTask(line, place, groups, spawner)
        .run(arguments, new Attempt(attempt))
        .asFields();
  }

  private String printed(Program program, Fields arguments) throws Exception {
    return run(line(program), arguments, 1).text("stdout");
  }

  @Test
  void handsOddWordsToTheProgramUnchanged() throws Exception {
    var random = new SplittableRandom(SEED);
    var characters = "$(id)`;&|<>*?[]~#!\\\"'{} \t\n-=%é€漢\uD83D\uDE00".codePoints().toArray();
    var words = new ArrayList<String>(List.of("", "-n", "--", "$(touch x)", "`touch x`", ";", "'"));
    while (words.size() < 200) {
      var word = new StringBuilder();
      for (int i = random.nextInt(1, 12); i > 0; i--) {
        word.appendCodePoint(characters[random.nextInt(characters.length)]);
      }
      words.add(word.toString());
    }
    for (var word : words) {
      var values = Fields.of("word", Value.of(word));
      assertThat(printed(words("printf", "[%s]", "{word}"), values))
          .as("seed %d", SEED)
          .isEqualTo("[" + word + "]");
      var variables = new LinkedHashMap<>(java.util.Map.of("word", Template.of("{word}")));
      assertThat(printed(new Program.Shell("printf '[%s]' \"$word\"", variables), values))
          .isEqualTo("[" + word + "]");
    }
  }

  @Test
  void tellsTheProgramWhichTaskItIs() throws Exception {
    var program =
        words("sh", "-c", "echo $THRESHER_IDEMPOTENCY_KEY $THRESHER_ATTEMPT $THRESHER_TASK");
    assertThat(run(line(program), Fields.NONE, 1).text("stdout")).isEqualTo("run-1/0/17 1 0/17");
    assertThat(run(line(program), Fields.NONE, 2).text("stdout")).isEqualTo("run-1/0/17 2 0/17");
  }

  @Test
  void handsOnItsOwnEnvironmentWithTheVariablesOfTheTaskInIt() throws Exception {
    var program = words("sh", "-c", "env | grep -e ^HOME= -e ^PATH= -e ^OWN=; ls -d $HOME");
    var environment = new LinkedHashMap<String, Template>();
    environment.put("HOME", Template.of("/{n}"));
    environment.put("OWN", Template.of("{n}"));
    var line =
        new CommandLine(
            program,
            new Input.Nothing(),
            environment,
            Optional.empty(),
            ExitCodes.USUAL,
            true,
            false,
            Optional.empty());
    var values = Fields.of("n", Value.of("tmp"));
    assertThat(run(line, values, 1).text("stdout").lines())
        .containsExactlyInAnyOrder("HOME=/tmp", "OWN=tmp", "PATH=" + System.getenv("PATH"), "/tmp");
  }

  /** Each ends only when all have started. */
  @Test
  void letsManyVirtualThreadsWaitAtOnce() throws Exception {
    int count = 2 * Runtime.getRuntime().availableProcessors() + 4;
    var started = Files.createDirectory(directory.resolve("started"));
    var shell =
        "touch '%s'/{n}; until [ $(ls '%1$s' | wc -l) -eq %d ]; do sleep 0.05; done"
            .formatted(started, count);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ends = new ArrayList<Future<Fields>>();
      for (int i = 1; i <= count; i++) {
        int attempt = i; // so that their files do not meet
        var line = line(words("sh", "-c", shell.replace("{n}", Integer.toString(i))));
        ends.add(threads.submit(() -> run(line, Fields.NONE, attempt)));
      }
      for (var end : ends) {
        assertThat(end.get().whole("exit")).isZero();
      }
    }
  }

  /** The engine's jars, logs and connections are open in the process that starts it. */
  @Test
  void handsOverNoOpenFileButItsStreams() throws Exception {
    var program = words("sh", "-c", "ls -x /proc/$$/fd");
    assertThat(printed(program, Fields.NONE).split("\\s+")).containsExactly("0", "1", "2");
  }

  @Test
  void feedsTheProgramTextsAndFiles() throws Exception {
    var text = new Input.Text(Template.of("{a} {{}"));
    var values = Fields.of("a", Value.of("x"));
    var cat = words("cat");
    assertThat(run(line(cat, text, ExitCodes.USUAL, Optional.empty()), values, 1).text("stdout"))
        .isEqualTo("x {}");
    var file = Files.writeString(directory.resolve("in"), "content");
    var fromFile = new Input.File(Template.of(file.toString()));
    assertThat(
            run(line(cat, fromFile, ExitCodes.USUAL, Optional.empty()), values, 1).text("stdout"))
        .isEqualTo("content");
    assertThat(printed(cat, values)).isEmpty();
  }

  @Test
  void takesExitCodesForWhatTheyAreSaidToMean() throws Exception {
    var codes = new ExitCodes(List.of(75), List.of(), List.of(3));
    var good = line(words("sh", "-c", "exit 3"), new Input.Nothing(), codes, Optional.empty());
    assertThat(run(good, Fields.NONE, 1).whole("exit")).isEqualTo(3);
    assertThat(failure("exit 75", codes).failure().isFinal()).isFalse();
    assertThat(failure("exit 4", codes).failure().isFinal()).isTrue();
    assertThat(failure("exit 4", ExitCodes.USUAL).failure().isFinal()).isFalse();
    assertThat(failure("kill -9 $$", codes)).hasMessageContaining("exit code 137 (signal KILL)");
  }

  private TaskFailure failure(String shell, ExitCodes codes) {
    var line = line(words("sh", "-c", shell), new Input.Nothing(), codes, Optional.empty());
    return catchThrowableOfType(TaskFailure.class, () -> run(line, Fields.NONE, 1));
  }

  @Test
  void namesTheProgramThatIsNotThere() {
    var line = line(words("no-such-program"));
    var failure = catchThrowableOfType(TaskFailure.class, () -> run(line, Fields.NONE, 1));
    assertThat(failure)
        .hasMessageContaining("there is no program no-such-program on the PATH, which is ")
        .hasMessageContaining(System.getenv("PATH"));
    assertThat(failure.failure().isFinal()).isTrue();
  }

  @Test
  void stagesTheOutputWithTheEndingOfItsTarget() throws Exception {
    var output = Optional.of(Template.of("made/{n}.txt"));
    var values = Fields.of("n", Value.of("a.b"));
    var written = words("sh", "-c", "echo made > \"$1\"", "x", "{out}");
    var result = run(line(written, new Input.Nothing(), ExitCodes.USUAL, output), values, 1);
    assertThat(Path.of(result.text("staged"))).hasContent("made");
    assertThat(result.text("staged")).endsWith(".txt");
    var printed = words("echo", "{n}");
    var other = run(line(printed, new Input.Nothing(), ExitCodes.USUAL, output), values, 2);
    assertThat(Path.of(other.text("staged"))).hasContent("a.b");
    var missing = line(words("true", "{out}"), new Input.Nothing(), ExitCodes.USUAL, output);
    assertThat(catchThrowableOfType(TaskFailure.class, () -> run(missing, values, 3)))
        .hasMessageContaining("has not made the file {out}");
  }

  @Test
  void keepsTheBeginningOfWhatIsTooLong() throws Exception {
    var text = printed(words("sh", "-c", "yes 1234567 | head -c 100000"), Fields.NONE);
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(64 * 1024);
  }

  @Test
  void endsTheWholeGroupWhenItIsStoppedEvenIfItDoesNotListen() throws Exception {
    var pids = directory.resolve("pids");
    var shell =
        "trap '' TERM; sleep 1000 & echo $$ $! > '%s.new'; mv '%1$s.new' '%1$s'; wait; sleep 1000";
    var line = line(words("sh", "-c", shell.formatted(pids)));
    var thread = inBackground(line);
    await().atMost(SOON).until(() -> Files.exists(pids));
    thread.interrupt();
    assertEnded(pids);
    assertThat(thread.join(SOON)).isTrue();
  }

  @Test
  void endsWhatACommandLeavesBehind() throws Exception {
    var pids = directory.resolve("pids");
    var line = line(words("sh", "-c", "sleep 1000 & echo $! > '%s'".formatted(pids)));
    run(line, Fields.NONE, 1);
    assertEnded(pids);
  }

  @Test
  void endsCommandsWhenItIsClosed() throws Exception {
    var pids = directory.resolve("pids");
    var shell = "sleep 1000 & echo $$ $! > '%s.new'; mv '%1$s.new' '%1$s'; wait";
    var line = line(words("sh", "-c", shell.formatted(pids)));
    var _ = inBackground(line);
    await().atMost(SOON).until(() -> Files.exists(pids));
    groups.close();
    assertEnded(pids);
  }

  @Test
  void aWordThatNoProgramCanBeGivenIsRefused() {
    var values = Fields.of("word", Value.of("a\0b"));
    var failure =
        catchThrowableOfType(
            TaskFailure.class, () -> run(line(words("echo", "{word}")), values, 1));
    assertThat(failure).hasMessageContaining("no argument of a program can hold a zero byte");
    assertThat(failure.failure().isFinal()).isTrue();
  }

  @Test
  void aCommandThatStartsWhileItIsClosedIsEndedAtOnce() {
    groups.close();
    var line = line(words("sleep", "1000"));
    assertThat(catchThrowableOfType(TaskFailure.class, () -> run(line, Fields.NONE, 1)))
        .hasMessageContaining("signal KILL");
  }

  private Thread inBackground(CommandLine line) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            run(line, Fields.NONE, 1);
          } catch (Exception stopped) {
            // That it ends is what the test waits for.
          }
        });
  }

  private static void assertEnded(Path pids) throws Exception {
    var all = Stream.of(Files.readString(pids).strip().split(" ")).map(Long::valueOf).toList();
    assertThat(all).isNotEmpty();
    await().atMost(SOON).until(() -> all.stream().noneMatch(CommandTaskTest::isAlive));
  }

  // Who adopts an orphan may be slow to reap it.
  static boolean isAlive(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (java.io.IOException gone) {
      return false;
    }
  }
}
