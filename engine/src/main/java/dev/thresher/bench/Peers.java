package dev.thresher.bench;

import dev.thresher.host.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Engines that are not part of this one, as far as they are installed. How they are started, and
 * what would install them, is known to a program: {@code docs/benchmarks/peers.py}.
 */
final class Peers implements AutoCloseable {
  /** Whether a peer can take part. */
  sealed interface Start {
    /** What starts it; see {@link PeerProgram}. */
    record By(List<String> command) implements Start {}

    record Impossible(String why) implements Start {}
  }

  private final Optional<Path> program;
  private final Map<Yardstick, Start> known = new EnumMap<>(Yardstick.class);
  private Optional<Path> scratch = Optional.empty();

  /**
   * @param program empty if nobody has asked for peers
   */
  Peers(Optional<Path> program) {
    this.program = program;
  }

  Start start(Yardstick peer) throws IOException, InterruptedException {
    var start = known.get(peer);
    if (start == null) {
      start =
          program.isEmpty()
              ? impossible(peer, "--peers docs/benchmarks/peers.py")
              : ask(program.get(), peer);
      known.put(peer, start);
    }
    return start;
  }

  private static Start impossible(Yardstick peer, String what) {
    return new Start.Impossible("needs " + peer.word() + ": " + what);
  }

  private Start ask(Path program, Yardstick peer) throws IOException, InterruptedException {
    var directory = scratch();
    var name = peer.word().toLowerCase(Locale.ROOT);
    var command =
        List.of(program.toAbsolutePath().toString(), "command", name, directory.toString());
    var asked = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    asked.getOutputStream().close();
    var answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return asked.waitFor() == 0 && !answer.isEmpty()
        ? new Start.By(answer.lines().toList())
        : impossible(peer, answer.isEmpty() ? program + " cannot tell how to start it" : answer);
  }

  /** For what the program compiles; goes with this object. */
  private Path scratch() throws IOException {
    if (scratch.isEmpty()) {
      scratch = Optional.of(Files.createTempDirectory("thresher-peers-"));
    }
    return scratch.get();
  }

  @Override
  public void close() throws IOException {
    if (scratch.isPresent()) {
      FileTree.delete(scratch.get());
    }
  }
}
