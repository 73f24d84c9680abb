package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.launch.Installation;
import dev.thresher.model.Value;
import dev.thresher.rundir.JsonFile;
import dev.thresher.scenario.TransportUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The real command line as a process of its own, started as the launcher starts it. What it and its
 * children are is known by a mark in the environment, which every child inherits; so it can be told
 * afterwards what they left behind.
 */
public final class CommandLine implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String MARK = "THRESHER_TEST_MARK";

  /** Where a run is to keep its files, in the directory of the test. */
  public static final String RUN_DIRECTORY = "run-directory";

  private final Path directory;
  private final String mark = UUID.randomUUID().toString();
  private final Leftovers leftovers;
  private final Process process;

  private CommandLine(
      Path directory, List<String> under, Map<String, String> environment, List<String> arguments)
      throws IOException {
    this.directory = directory;
    this.leftovers = Leftovers.watch(MARK + "=" + mark, directory);
    var here = Installation.current();
    var command = new ArrayList<>(under);
    // A JVM leaves signals alone that it was started without, as in the background of a script.
    command.addAll(List.of("env", "--default-signal=INT,HUP,TERM"));
    command.add(here.java().toString());
    command.addAll(here.jvmFlags());
    command.addAll(List.of("-Xmx256m", "-cp", here.classPath(), "dev.thresher.cli.Main"));
    command.addAll(arguments);
    if (arguments.getFirst().equals("run") && !arguments.contains("--transport")) {
      TransportUnderTest.asked().ifPresent(word -> command.addAll(List.of("--transport", word)));
    }
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.environment().put(MARK, mark);
    builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
    builder.redirectOutput(directory.resolve("out").toFile());
    builder.redirectError(directory.resolve("err").toFile());
    this.process = builder.start();
  }

  /** Runs in {@code directory}, where its output and its state go, too. */
  public static CommandLine start(Path directory, String... arguments) throws IOException {
    return start(directory, Map.of(), arguments);
  }

  /**
   * @param environment variables beside those of this process
   */
  public static CommandLine start(
      Path directory, Map<String, String> environment, String... arguments) throws IOException {
    return startUnder(List.of(), directory, environment, List.of(arguments));
  }

  /**
   * @param under a program, with its arguments, that starts another one in a place of its making
   */
  public static CommandLine startUnder(
      List<String> under, Path directory, Map<String, String> environment, List<String> arguments)
      throws IOException {
    return new CommandLine(directory, under, environment, arguments);
  }

  public long pid() {
    return process.pid();
  }

  /** Waits so long, or until it ends; answers whether it still lives. */
  public boolean lives(int millis) throws InterruptedException {
    leftovers.sample();
    return !process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  public String out() throws IOException {
    return Files.readString(directory.resolve("out"));
  }

  public String err() throws IOException {
    return Files.readString(directory.resolve("err"));
  }

  /** The processes that it has started and that live. */
  public Set<Long> children() {
    var children = leftovers.processes();
    children.remove(pid());
    return children;
  }

  /**
   * Waits until so many workers take tasks, as the status file of its run says: until then a signal
   * meets a program that is still starting.
   */
  public void awaitWorkers(int workers) {
    await()
        .atMost(LONG)
        .pollInterval(POLL)
        .until(() -> {
          leftovers.sample();
          return serving().size() == workers;
        });
  }

  /** The pids of workers that take tasks, as the status file of its run says. */
  public List<Long> serving() throws IOException {
    return serving(directory.resolve(RUN_DIRECTORY).resolve("status.json"));
  }

  /** The same as that status file says. */
  public static List<Long> serving(Path status) throws IOException {
    if (!Files.exists(status)) {
      return List.of();
    }
    return JsonFile.read(status).get("workers").asSequence().stream()
        .map(Value::asFields)
        .filter(worker -> worker.whole("slots") > 0) // none yet while it starts
        .map(worker -> worker.whole("pid"))
        .toList();
  }

  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
  }

  /** Waits for its end, and expects that exit code; what it has started may go on. */
  public void ends(int exitCode) throws IOException, InterruptedException {
    awaitExit(List.of(exitCode));
  }

  /** Expects that nothing of it is left. */
  void leavesNothing() {
    leftovers.assertNone();
  }

  /** Waits for its end, and expects that exit code and that nothing of it is left. */
  public void endsCleanly(int exitCode) throws IOException, InterruptedException {
    endsCleanly(List.of(exitCode));
  }

  /** The same for one of several exit codes. */
  public void endsCleanly(List<Integer> exitCodes) throws IOException, InterruptedException {
    awaitExit(exitCodes);
    leftovers.assertNone();
  }

  /** Waits until it ends by itself without a word to anybody, and its workers after it. */
  void crashes(int exitCode, Duration workersAtMost) throws IOException, InterruptedException {
    awaitExit(List.of(exitCode));
    awaitWorkersEnd(workersAtMost);
  }

  private void awaitExit(List<Integer> exitCodes) throws IOException, InterruptedException {
    while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
      leftovers.sample();
    }
    assertThat(process.exitValue()).as("exit code; stderr: %s", err()).isIn(exitCodes);
  }

  /** Ends it by SIGKILL, and expects that its workers see to themselves. */
  public void dies(Duration atMost) {
    leftovers.sample();
    process.destroyForcibly();
    awaitWorkersEnd(atMost);
  }

  private void awaitWorkersEnd(Duration atMost) {
    await("workers end").atMost(atMost).until(() -> leftovers.processes().isEmpty());
    leftovers.assertNone();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    leftovers
        .processes()
        .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }
}
