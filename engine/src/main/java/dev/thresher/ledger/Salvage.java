package dev.thresher.ledger;

import dev.thresher.codec.LedgerCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Makes a ledger of what is sound in a damaged one, which is kept beside it. */
public final class Salvage {
  private final Path path;
  private final LedgerCodec codec;
  private final List<String> lost = new ArrayList<>();
  private long written = LedgerHeader.BYTES;
  private long sequence = 1;

  private Salvage(Path path, LedgerCodec codec) {
    this.path = path;
    this.codec = codec;
  }

  /**
   * Puts a sound ledger in the place of a damaged one, which gets the name {@code
   * ledger.damaged-<n>}. One without damage stays as it is.
   *
   * @return what is lost, one line each
   * @throws LedgerException if not even the header can be trusted, or it is in use
   */
  public static List<String> of(Path path, LedgerCodec codec) throws IOException {
    try (var damaged = FileStorage.open(path)) {
      return new Salvage(path, codec).copy(damaged);
    }
  }

  private List<String> copy(Storage damaged) throws IOException {
    var beside = path.resolveSibling("ledger.salvaged");
    Files.deleteIfExists(beside);
    try (var sound = FileStorage.create(beside)) {
      sound.write(LedgerHeader.bytes(), 0);
      var extent = GroupScan.overGaps(damaged, (group, at) -> take(damaged, sound, group, at));
      extent.gaps().forEach(gap -> lost.add(bytes(gap.from(), gap.until() - 1)));
      sound.force();
    }
    if (lost.isEmpty()) {
      Files.delete(beside);
    } else {
      Files.move(path, damagedName());
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
      forceDirectory();
    }
    return List.copyOf(lost);
  }

  private void take(Storage damaged, Storage sound, ByteBuffer group, long at) throws IOException {
    try {
      LedgerFile.decode(damaged, codec, group.duplicate(), at, _ -> {});
    } catch (LedgerException.Damaged senseless) {
      lost.add(bytes(at, at + GroupFrame.HEAD_BYTES + group.remaining() - 1));
      return;
    }
    var frame = ByteBuffer.allocate(GroupFrame.HEAD_BYTES + group.remaining());
    frame.position(GroupFrame.HEAD_BYTES).put(group).flip();
    GroupFrame.seal(frame, sequence++);
    int bytes = frame.remaining();
    sound.write(frame, written);
    written += bytes;
  }

  private String bytes(long from, long to) {
    return "bytes " + from + " to " + to + " of " + path + " are lost";
  }

  private Path damagedName() {
    for (int number = 1; ; number++) {
      var name = path.resolveSibling("ledger.damaged-" + number);
      if (Files.notExists(name)) {
        return name;
      }
    }
  }

  private void forceDirectory() throws IOException {
    try (var directory = FileChannel.open(path.resolveSibling("."), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
