package dev.thresher.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The OpenSSH client of this host, as a child process. It never asks anything: what it would ask
 * for is an error.
 */
public final class Ssh {
  private static final int MOST_BYTES = 64 * 1024;

  private final Path program;

  /**
   * @param program the client
   */
  public Ssh(Path program) {
    this.program = program;
  }

  /**
   * How a command ended there.
   *
   * @param exit of the command; 255 if ssh itself failed
   */
  public record Ended(int exit, String out, String err) {}

  /**
   * Runs a command on a host.
   *
   * @param input what it reads from its standard input, such as a key, which so is in nobody's list
   *     of processes and in no file
   * @throws IOException if ssh cannot be started, or the time is over
   */
  public Ended run(RemoteHost host, List<String> words, byte[] input, Duration within)
      throws IOException {
    var process =
        new ProcessBuilder(
                program.toString(),
                "-T",
                "-o",
                "BatchMode=yes",
                "-o",
                "ConnectTimeout=10",
                "-o",
                "ServerAliveInterval=10",
                "-o",
                "ServerAliveCountMax=3",
                "--",
                host.ssh(),
                quoted(words))
            .start();
    try {
      var out = read(process.getInputStream());
      var err = read(process.getErrorStream());
      give(process, input);
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("no end within " + within.toSeconds() + " s");
      }
      return new Ended(process.exitValue(), out.join(), err.join());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stop);
    } finally {
      process.destroy();
    }
  }

  private static void give(Process process, byte[] input) {
    try (var stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException ended) {
      // its end tells more
    }
  }

  private static CompletableFuture<String> read(InputStream stream) {
    var text = new CompletableFuture<String>();
    Thread.ofVirtual().start(() -> text.complete(beginning(stream)));
    return text;
  }

  private static String beginning(InputStream stream) {
    var kept = new ByteArrayOutputStream();
    var piece = new byte[4096];
    try (stream) {
      for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
        kept.write(piece, 0, Math.min(count, MOST_BYTES - kept.size()));
      }
    } catch (IOException closed) {
      // what has come is all there is
    }
    return kept.toString(StandardCharsets.UTF_8);
  }

  /** The text that a shell there takes for these words. */
  static String quoted(List<String> words) {
    return words.stream().map(Ssh::quoted).collect(Collectors.joining(" "));
  }

  // A launcher below the home of the user there is named by ~/, which no quotes may hide.
  private static String quoted(String word) {
    if (word.startsWith("~/")) {
      return "~/" + quoted(word.substring(2));
    }
    return word.matches("[A-Za-z0-9._/:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
