package dev.thresher.backend.direct;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a socket lies: in a directory of its own that no other user can enter. */
public final class PrivateSocket {
  private static final Logger LOG = LoggerFactory.getLogger(PrivateSocket.class);
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final String NAME = "s";

  /** A socket's address holds 108 bytes on Linux and 104 on macOS, the final zero included. */
  private static final int LONGEST = 100;

  private static final int BACKLOG = 128;

  private PrivateSocket() {}

  /**
   * Listens in a new directory below {@code home}, or, if its path is too long for a socket or its
   * file system holds none, in one among the temporary files.
   *
   * @param home a directory that only its owner can enter
   */
  static ServerSocketChannel listen(Path home) throws IOException {
    var directory = home.toAbsolutePath().resolve("channel");
    if (directory.resolve(NAME).toString().getBytes(UTF_8).length <= LONGEST) {
      // That of a coordinator that was killed may still be there.
      remove(directory.resolve(NAME));
      try {
        return bind(Files.createDirectory(directory, OWNER_ONLY).resolve(NAME));
      } catch (IOException unfit) {
        LOG.info("no socket in {}: {}", directory, unfit.toString());
      }
    }
    return bind(Files.createTempDirectory("thresher-", OWNER_ONLY).resolve(NAME));
  }

  private static ServerSocketChannel bind(Path path) throws IOException {
    var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      return listening.bind(UnixDomainSocketAddress.of(path), BACKLOG);
    } catch (IOException refused) {
      listening.close();
      remove(path);
      throw refused;
    }
  }

  /** Also for a worker whose coordinator can no longer do it. */
  public static void remove(Path socket) {
    try {
      Files.deleteIfExists(socket);
      Files.deleteIfExists(socket.resolveSibling(""));
    } catch (IOException othersAreQuicker) {
      // what is left lies in a directory of ours, and nobody can connect to it
    }
  }
}
