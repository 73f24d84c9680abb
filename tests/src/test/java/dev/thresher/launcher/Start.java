package dev.thresher.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One start of the launcher. Its output goes to files, so that a process left behind cannot keep a
 * test waiting.
 *
 * @param directory where its output lies
 */
record Start(Process process, Path directory) {

  /** Starts {@code command} with these environment variables and no others. */
  static Start of(Path scratch, Map<String, String> environment, List<String> command) {
    try {
      Path directory = Files.createTempDirectory(Files.createDirectories(scratch), "start");
      ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.directory(scratch.toFile());
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.redirectOutput(directory.resolve("out").toFile());
      builder.redirectError(directory.resolve("err").toFile());
      return new Start(builder.start(), directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String out() {
    return read("out");
  }

  String err() {
    return read("err");
  }

  /** Waits for the end and expects this exit code. */
  Start ended(int exitCode) {
    try {
      assertThat(process.waitFor(4, TimeUnit.MINUTES)).as("ended").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("exit code; stderr: %s", err()).isEqualTo(exitCode);
    return this;
  }

  private String read(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
