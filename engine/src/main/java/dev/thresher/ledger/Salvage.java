package dev.thresher.ledger;

import dev.thresher.codec.LedgerCodec;
import dev.thresher.journal.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a ledger of what is sound in a damaged one, which is kept beside it. Where something is
 * lost the new one has an {@link Entry.Gap}. Numbers of stages count from the entry that opened
 * their epoch: if that is lost, so is all that follows.
 */
public final class Salvage {
  private final Path path;
  private final LedgerCodec codec;
  private final Storage damaged;
  private final Storage sound;
  private final List<String> lost = new ArrayList<>();
  private long taken = LedgerHeader.BYTES;
  private long written = LedgerHeader.BYTES;
  private long sequence = 1;
  private long epoch;
  private boolean isAdrift;

  private Salvage(Path path, LedgerCodec codec, Storage damaged, Storage sound) {
    this.path = path;
    this.codec = codec;
    this.damaged = damaged;
    this.sound = sound;
  }

  /**
   * Puts a sound ledger in the place of a damaged one, which gets the name {@code
   * ledger.damaged-<n>}. One without damage stays as it is.
   *
   * @return what is lost, one line each
   * @throws LedgerException if it is in use, or its header or beginning cannot be trusted; it stays
   *     as it is then
   */
  public static List<String> of(Path path, LedgerCodec codec) throws IOException {
    var beside = path.resolveSibling("ledger.salvaged");
    Files.deleteIfExists(beside);
    try (var damaged = FileStorage.open(path);
        var sound = FileStorage.create(beside)) {
      var salvage = new Salvage(path, codec, damaged, sound);
      salvage.copy();
      if (!salvage.lost.isEmpty()) {
        salvage.replaceBy(beside);
      }
      return List.copyOf(salvage.lost);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private void copy() throws IOException {
    sound.write(LedgerHeader.bytes(), 0);
    var extent = GroupScan.overGaps(damaged, this::take);
    giveUpTo(extent.end()); // what a crash left behind that is no loss
    sound.force();
  }

  private void take(ByteBuffer group, long at) throws IOException {
    var entries = new ArrayList<Entry>();
    long under;
    try {
      under = LedgerFile.decode(damaged, codec, group.duplicate(), at, entries::add);
    } catch (LedgerException.Damaged senseless) {
      return; // a gap for the group behind it
    }
    isAdrift |= under != epoch && entries.stream().noneMatch(this::opensNext);
    if (!isAdrift) {
      giveUpTo(at);
      epoch = under;
      taken = at + GroupFrame.HEAD_BYTES + group.remaining();
      append(group);
    }
  }

  private boolean opensNext(Entry entry) {
    return entry instanceof Entry.RunOpened
        || (entry instanceof Entry.EpochOpened opened && opened.epoch() == epoch + 1);
  }

  private void giveUpTo(long until) throws IOException {
    if (until == taken) {
      return;
    }
    if (epoch == 0) {
      throw LedgerException.unreadable(
          "%s is damaged where it begins, at byte %d, and without that nothing of it can be read. Put back a copy of the file, or start the run without --resume"
              .formatted(path, taken));
    }
    lost.add("bytes " + taken + " to " + (until - 1) + " of " + path + " are lost");
    var gap = codec.encode(new Entry.Gap(taken, until));
    var group = ByteBuffer.allocate(LedgerCodec.groupSize(epoch, gap));
    LedgerCodec.put(epoch, gap, group);
    append(group.flip());
  }

  private void append(ByteBuffer group) throws IOException {
    var frame = ByteBuffer.allocate(GroupFrame.HEAD_BYTES + group.remaining());
    frame.position(GroupFrame.HEAD_BYTES).put(group).flip();
    GroupFrame.seal(frame, sequence++);
    int bytes = frame.remaining();
    sound.write(frame, written);
    written += bytes;
  }

  private void replaceBy(Path beside) throws IOException {
    Files.move(path, damagedName());
    Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
    forceDirectory();
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
