package dev.thresher.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.launch.Installation;
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
final class CommandLine implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String MARK = "THRESHER_TEST_MARK";

  /** Where a run is to keep its files, in the directory of the test. */
  static final String RUN_DIRECTORY = "run-directory";

  private final Path directory;
  private final String mark = UUID.randomUUID().toString();
  private final Leftovers leftovers;
  private final Process process;

  private CommandLine(Path directory, Map<String, String> environment, List<String> arguments)
      throws IOException {
    this.directory = directory;
    this.leftovers = Leftovers.watch(MARK + "=" + mark, directory);
    var here = Installation.current();
    var command = new ArrayList<String>();
    // A JVM leaves signals alone that it was started without, as in the background of a script.
    command.addAll(List.of("env", "--default-signal=INT,HUP,TERM"));
    command.add(here.java().toString());
    command.addAll(here.jvmFlags());
    command.addAll(List.of("-Xmx256m", "-cp", here.classPath(), "dev.thresher.cli.Main"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.environment().put(MARK, mark);
    builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
    builder.redirectOutput(directory.resolve("out").toFile());
    builder.redirectError(directory.resolve("err").toFile());
    this.process = builder.start();
  }

  /** Runs in {@code directory}, where its output and its state go, too. */
  static CommandLine start(Path directory, String... arguments) throws IOException {
    return start(directory, Map.of(), arguments);
  }

  /**
   * @param environment variables beside those of this process
   */
  static CommandLine start(Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    return new CommandLine(directory, environment, List.of(arguments));
  }

  long pid() {
    return process.pid();
  }

  String out() throws IOException {
    return Files.readString(directory.resolve("out"));
  }

  String err() throws IOException {
    return Files.readString(directory.resolve("err"));
  }

  /** The processes that it has started and that live. */
  Set<Long> children() {
    var children = leftovers.processes();
    children.remove(pid());
    return children;
  }

  /**
   * Waits until so many workers take tasks, as the status file of its run says: until then a signal
   * meets a program that is still starting.
   */
  void awaitWorkers(int workers) {
    var status = directory.resolve(RUN_DIRECTORY).resolve("status.json");
    await()
        .atMost(LONG)
        .pollInterval(POLL)
        .until(() -> {
          leftovers.sample();
          return Files.exists(status)
              && Files.readString(status).lines().filter(line -> line.contains("\"pid\"")).count()
                  == workers;
        });
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
  }

  /** Waits for its end, and expects that exit code and that nothing of it is left. */
  void endsCleanly(int exitCode) throws IOException, InterruptedException {
    endsCleanly(List.of(exitCode));
  }

  /** The same for one of several exit codes. */
  void endsCleanly(List<Integer> exitCodes) throws IOException, InterruptedException {
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
  void dies(Duration atMost) {
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
