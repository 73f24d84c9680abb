package dev.thresher.standing;

import dev.thresher.host.DefaultSignals;
import dev.thresher.host.OwnSession;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Processes that go on when whoever started them has ended, and their terminal too. */
public final class Background {
  private static final File NOTHING = new File("/dev/null");

  private Background() {}

  /**
   * Starts a program at the head of a session of its own.
   *
   * @param log takes what it prints
   * @throws IOException if it cannot be started so; the message is for the user
   */
  public static ProcessMark start(List<String> words, Path directory, Path log) throws IOException {
    return ProcessMark.of(
        begin(words, directory, log, ProcessBuilder.Redirect.from(NOTHING)).toHandle());
  }

  /**
   * The same with something to read.
   *
   * @param input what it finds on its standard input: a key is in no file and in no argument so
   */
  public static ProcessMark start(List<String> words, Path directory, Path log, byte[] input)
      throws IOException {
    var process = begin(words, directory, log, ProcessBuilder.Redirect.PIPE);
    try (var stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException ended) {
      // its log tells why
    }
    return ProcessMark.of(process.toHandle());
  }

  private static Process begin(
      List<String> words, Path directory, Path log, ProcessBuilder.Redirect input)
      throws IOException {
    var own = OwnSession.of(DefaultSignals.of(words));
    if (own.equals(DefaultSignals.of(words))) {
      throw new IOException(
          "this host lacks the program setsid, without which nothing outlives its terminal");
    }
    return new ProcessBuilder(own)
        .directory(directory.toFile())
        .redirectInput(input)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .redirectErrorStream(true)
        .start();
  }
}
