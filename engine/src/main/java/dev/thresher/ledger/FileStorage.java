package dev.thresher.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real file, locked for as long as it is open. */
final class FileStorage implements Storage {
  // What the C library says in English; translated texts are found out by the space that is left.
  private static final String[] FULL = {
    "No space left on device", "Disk quota exceeded", "Read-only file system"
  };

  private final Path path;
  private final FileChannel channel;
  private final @Nullable Object key;

  private FileStorage(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.key = keyOf(path);
  }

  /** Makes the file, readable by its owner alone. */
  static FileStorage create(Path path) throws IOException {
    var options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    return locked(
        path, posix ? FileChannel.open(path, options, mode) : FileChannel.open(path, options));
  }

  /**
   * @throws LedgerException if there is none, or another process has it
   */
  static FileStorage open(Path path) throws IOException {
    try {
      return locked(
          path,
          FileChannel.open(
              path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException none) {
      throw new LedgerException.Unreadable(
          path + " is missing: what that run did is not known; start it without --resume");
    }
  }

  /**
   * Opens it for looking only, also while a coordinator of another process writes it.
   *
   * @throws LedgerException if there is none
   */
  static FileStorage look(Path path) throws IOException {
    try {
      return new FileStorage(
          path, FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException none) {
      throw new LedgerException.Unreadable(path + " is missing");
    }
  }

  private static FileStorage locked(Path path, FileChannel channel) throws IOException {
    if (tryLock(channel) == null) {
      channel.close();
      throw new LedgerException.InUse(path + " is in use by another coordinator");
    }
    return new FileStorage(path, channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ownJvm) {
      return null;
    }
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  // One that was taken away is in nobody's way. File systems without keys are believed.
  @Override
  public boolean isInPlace() throws IOException {
    try {
      return Objects.equals(key, keyOf(path));
    } catch (NoSuchFileException gone) {
      return true;
    }
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  @Override
  public void read(ByteBuffer into, long position) throws IOException {
    long at = position;
    while (into.hasRemaining()) {
      int count = channel.read(into, at);
      if (count < 0) {
        return;
      }
      at += count;
    }
  }

  @Override
  public void write(ByteBuffer from, long position) throws IOException {
    long at = position;
    try {
      while (from.hasRemaining()) {
        at += channel.write(from, at);
      }
    } catch (IOException failed) {
      if (isFull(failed, from.remaining())) {
        throw new DiskFullException("no space for " + path + ": " + failed.getMessage(), failed);
      }
      throw failed;
    }
  }

  private boolean isFull(IOException failed, int missing) {
    var message = String.valueOf(failed.getMessage());
    if (Stream.of(FULL).anyMatch(message::contains)) {
      return true;
    }
    try {
      return Files.getFileStore(path).getUsableSpace() < missing;
    } catch (IOException unknown) {
      return false;
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    channel.truncate(size);
  }

  @Override
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
