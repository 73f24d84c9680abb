package dev.thresher.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a socket lies: in a directory of its own that no other user can enter. */
public final class PrivateSocket {
  private static final Logger LOG = LoggerFactory.getLogger(PrivateSocket.class);
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final String NAME = "s";
  private static final String PREFIX = "thresher-channel-";

  /** A socket's address holds 108 bytes on Linux and 104 on macOS, the final zero included. */
  private static final int LONGEST = 100;

  private static final int BACKLOG = 128;

  /** A directory may be so old without a socket, and a socket without anybody who listens. */
  private static final Duration BEING_MADE = Duration.ofMinutes(1);

  private PrivateSocket() {}

  /**
   * Listens in a new directory below {@code home}, or, if its path is too long for a socket or its
   * file system holds none, in one among the temporary files; what killed processes left there goes
   * then.
   *
   * @param home a directory that only its owner can enter
   */
  public static ServerSocketChannel listen(Path home) throws IOException {
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
    abandoned(temporary(), Instant.now()).forEach(left -> remove(left.resolve(NAME)));
    return bind(Files.createTempDirectory(temporary(), PREFIX, OWNER_ONLY).resolve(NAME));
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

  /** Where sockets lie whose own directory cannot hold them. */
  public static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
  }

  /**
   * The directories of sockets in {@code place} at which nobody listens any more: coordinator and
   * workers were killed at once. Those of other users, which cannot be entered, are not among them.
   */
  public static List<Path> abandoned(Path place, Instant now) {
    var found = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(place, PREFIX + "*")) {
      for (var entry : entries) {
        if (isAbandoned(entry, now)) {
          found.add(entry);
        }
      }
    } catch (IOException unreadable) {
      LOG.info("{} is not tidied up: {}", place, unreadable.toString());
    }
    return found;
  }

  private static boolean isAbandoned(Path directory, Instant now) {
    try {
      var made = Files.getLastModifiedTime(directory, LinkOption.NOFOLLOW_LINKS).toInstant();
      return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
          && Files.isReadable(directory)
          && made.isBefore(now.minus(BEING_MADE))
          && !answers(directory.resolve(NAME));
    } catch (IOException gone) {
      return false;
    }
  }

  // The host itself tells: the process may live where its number means nothing here.
  private static boolean answers(Path socket) throws IOException {
    if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return true;
    } catch (ConnectException nobody) {
      return false;
    }
  }
}
