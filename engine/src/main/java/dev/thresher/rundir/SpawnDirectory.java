package dev.thresher.rundir;

import dev.thresher.host.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What a process that was spawned for one call and its caller tell each other, among the temporary
 * files, for this user only. Whoever of the two is left at the end deletes it.
 *
 * @param path absolute
 */
public record SpawnDirectory(Path path) {
  /**
   * @throws IOException if there is no room for it
   */
  public static SpawnDirectory create() throws IOException {
    return new SpawnDirectory(Files.createTempDirectory("thresher-spawned-").toAbsolutePath());
  }

  /** Classes that lie in no file of the user's. */
  public Path code() {
    return path.resolve("code");
  }

  /** What is too large for a message. */
  public Path blobs() {
    return path.resolve("blobs");
  }

  private Path call() {
    return path.resolve("call");
  }

  private Path outcome() {
    return path.resolve("outcome");
  }

  /** Where the JVM reports its own crash. */
  public Path crash() {
    return path.resolve("hs_err.log");
  }

  /** Before the process starts. */
  public void tell(byte[] call) throws IOException {
    Files.createDirectories(blobs());
    Files.write(call(), call);
  }

  public byte[] told() throws IOException {
    return Files.readAllBytes(call());
  }

  /** All of it or nothing, should the process die meanwhile. */
  public void answer(byte[] outcome) throws IOException {
    var written = Files.write(path.resolve("outcome.part"), outcome);
    Files.move(written, outcome(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Empty if the process has ended without one. */
  public Optional<byte[]> answered() throws IOException {
    return Files.exists(outcome()) ? Optional.of(Files.readAllBytes(outcome())) : Optional.empty();
  }

  public void delete() throws IOException {
    FileTree.delete(path);
  }
}
