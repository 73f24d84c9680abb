package dev.thresher.transfer;

import dev.thresher.host.FileTree;
import dev.thresher.model.Bytes;
import dev.thresher.model.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that have come to this host, each once, called by what is in them. Bounded in bytes: who
 * was not used for the longest time goes, unless somebody uses it now. Lies in a directory that
 * only its owner can enter and that only one process has at a time. Safe for several threads.
 */
public final class ContentCache implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContentCache.class);
  private static final int MOST_CACHES = 64;
  private static final String OWNER_ONLY = "rwx------";

  private final Path home;
  private final FileChannel lockFile;
  private final FileLock lock;
  private final long mostBytes;
  private final Map<Content, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Content, CompletableFuture<Void>> coming = new HashMap<>();
  private long bytes;
  private long serial;

  private static final class Kept {
    final FileTime modified;

    /** Whether it has been read since this process has the cache. */
    final boolean isProved;

    int users;

    Kept(FileTime modified, boolean isProved) {
      this.modified = modified;
      this.isProved = isProved;
    }
  }

  /** Brings a file that is not here. */
  @FunctionalInterface
  public interface Fetcher {
    /**
     * @param into is not there; is to be made, with the content and nothing else
     */
    void fetch(Content content, Path into) throws IOException, InterruptedException;
  }

  /** Keeps a file from going, until it is closed. */
  public interface Use extends AutoCloseable {
    /** Read-only, and not to be written to all the same. */
    Path file();

    @Override
    void close();
  }

  private ContentCache(Path home, FileChannel lockFile, FileLock lock, long mostBytes) {
    this.home = home;
    this.lockFile = lockFile;
    this.lock = lock;
    this.mostBytes = mostBytes;
  }

  /**
   * Takes the first cache below {@code parent} that no other process has, or makes one. What a
   * killed process left in it beside whole files is deleted.
   *
   * @throws IOException if none can be had; the message is for the user
   */
  public static ContentCache open(Path parent, long mostBytes) throws IOException {
    makePrivate(parent);
    for (int number = 1; number <= MOST_CACHES; number++) {
      var home = parent.resolve("" + number);
      makePrivate(home);
      var file =
          FileChannel.open(
              home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var lock = tryLock(file);
      if (lock != null) {
        var cache = new ContentCache(home, file, lock, mostBytes);
        cache.begin();
        return cache;
      }
      file.close();
    }
    throw new IOException(MOST_CACHES + " processes of this host have a cache in " + parent);
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException ofThisProcess) {
      return null;
    }
  }

  private static void makePrivate(Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(OWNER_ONLY));
  }

  private void begin() throws IOException {
    FileTree.delete(runs());
    FileTree.delete(incoming());
    makePrivate(runs());
    makePrivate(incoming());
    makePrivate(home.resolve("content"));
    // What an earlier process has left is read before it is used first.
    try (var entries = Files.newDirectoryStream(home.resolve("content"))) {
      for (var entry : entries) {
        var digest = digestOf("" + entry.getFileName());
        if (digest.isPresent()) {
          var content = new Content(digest.get(), Files.size(entry));
          kept.put(content, new Kept(Files.getLastModifiedTime(entry), false));
          bytes += content.length();
        } else {
          Files.delete(entry);
        }
      }
    }
    evict(0);
  }

  private static Optional<Bytes> digestOf(String name) {
    try {
      return Optional.of(Bytes.adopt(HexFormat.of().parseHex(name)))
          .filter(digest -> digest.length() == Content.DIGEST_BYTES);
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }

  /** For what runs have of their own; empty at first. On the file system of the files here. */
  public Path runs() {
    return home.resolve("runs");
  }

  private Path incoming() {
    return home.resolve("incoming");
  }

  private Path fileOf(Content content) {
    return home.resolve("content").resolve(content.hex());
  }

  /**
   * The file with that content; fetched if it is not here. Whoever asks while somebody else fetches
   * it waits for that.
   *
   * @throws TransferException if there is no room for it, or it is not what was announced
   */
  public Use use(Content content, Fetcher fetcher) throws IOException, InterruptedException {
    while (true) {
      CompletableFuture<Void> others;
      synchronized (this) {
        var known = sound(content);
        if (known != null && known.isProved) {
          known.users++;
          return new InUse(content, known);
        }
        others = coming.get(content);
        if (others == null) {
          if (known == null) {
            evict(content.length());
            bytes += content.length(); // taken before it comes, so that two never share one room
          } else {
            kept.remove(content);
          }
          coming.put(content, new CompletableFuture<>());
        }
      }
      if (others == null) {
        bring(content, fetcher);
      } else {
        await(others);
      }
    }
  }

  // If they fail, whoever waits has a driver of its own to ask.
  private static void await(CompletableFuture<Void> others) throws InterruptedException {
    try {
      others.get();
    } catch (ExecutionException theirs) {
      LOG.debug("others could not fetch it: {}", theirs.toString());
    }
  }

  private void bring(Content content, Fetcher fetcher) throws IOException, InterruptedException {
    Path place;
    synchronized (this) {
      place = incoming().resolve("" + ++serial);
    }
    try {
      var file = fileOf(content);
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          || !Pieces.contentOf(file).equals(content)) {
        fetcher.fetch(content, place);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("r-x------"));
        Files.move(place, file, StandardCopyOption.ATOMIC_MOVE);
      }
      var modified = Files.getLastModifiedTime(file);
      synchronized (this) {
        kept.put(content, new Kept(modified, true));
        done(content).complete(null);
      }
    } catch (IOException | InterruptedException | RuntimeException failed) {
      Files.deleteIfExists(place);
      synchronized (this) {
        bytes -= content.length();
        done(content).completeExceptionally(failed);
      }
      throw failed;
    }
  }

  private CompletableFuture<Void> done(Content content) {
    var waited = coming.remove(content);
    return waited == null ? new CompletableFuture<>() : waited;
  }

  // Tasks are told not to write to what they are given; one that does must not harm another's.
  private @Nullable Kept sound(Content content) throws IOException {
    var known = kept.get(content);
    if (known == null) {
      return null;
    }
    var file = fileOf(content);
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == content.length()
        && Files.getLastModifiedTime(file).equals(known.modified)) {
      return known;
    }
    kept.remove(content);
    bytes -= content.length();
    Files.deleteIfExists(file);
    return null;
  }

  private void evict(long wanted) throws IOException {
    var oldest = kept.entrySet().iterator();
    while (bytes + wanted > mostBytes && oldest.hasNext()) {
      var entry = oldest.next();
      if (entry.getValue().users == 0) {
        oldest.remove();
        bytes -= entry.getKey().length();
        Files.deleteIfExists(fileOf(entry.getKey()));
      }
    }
    if (wanted > 0 && bytes + wanted > mostBytes) {
      throw new TransferException(
          "the cache of files of this host holds %d bytes, of which running tasks use too many for %d more: give its worker more with --file-cache, or put the file on a file system that all see"
              .formatted(mostBytes, wanted));
    }
  }

  private final class InUse implements Use {
    private final Content content;
    private final Kept of;
    private boolean closed;

    InUse(Content content, Kept of) {
      this.content = content;
      this.of = of;
    }

    @Override
    public Path file() {
      return fileOf(content);
    }

    @Override
    public void close() {
      synchronized (ContentCache.this) {
        if (!closed) {
          closed = true;
          of.users--;
        }
      }
    }
  }

  /** Bytes of what is here or on its way. */
  synchronized long bytes() {
    return bytes;
  }

  /** What is here stays, for the next process. */
  @Override
  public void close() {
    try {
      FileTree.delete(runs());
      lock.release();
      lockFile.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
