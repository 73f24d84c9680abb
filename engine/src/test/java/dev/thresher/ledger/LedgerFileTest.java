package dev.thresher.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.journal.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ledger takes for a torn tail, what for damage, and what it refuses. */
class LedgerFileTest {
  private static final long SEED = Long.getLong("thresher.seed", 20_261_101);
  private static final int GROUPS = 40;

  /** Where each group begins, and the end of the last one. */
  private final List<Integer> bounds = new ArrayList<>();

  private final byte[] ledger = ledger();

  private byte[] ledger() {
    var disk = new TornDisk();
    try {
      var file = LedgerFile.create(disk, Entries.codec());
      file.writeThrough(List.of(Entries.run(), Entries.epoch(1)));
      for (int i = 0; i < GROUPS; i++) {
        bounds.add(disk.bytes().length);
        file.writeThrough(List.of(Entries.committed(10 * i, 10 * i + 10)));
      }
      bounds.add(disk.bytes().length);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return disk.bytes();
  }

  private static List<Long> indices(byte[] bytes) throws IOException {
    return Entries.indices(Entries.read(new TornDisk(bytes)));
  }

  private static List<Long> upTo(long count) {
    return LongStream.range(0, count).boxed().toList();
  }

  @Test
  void givesBackWhatWasWritten() throws IOException {
    var entries = Entries.read(new TornDisk(ledger));
    assertThat(entries.get(0)).isEqualTo(Entries.run());
    assertThat(entries.get(1)).isEqualTo(Entries.epoch(1));
    assertThat(Entries.indices(entries)).isEqualTo(upTo(10 * GROUPS));
  }

  @Test
  void whereverTheLastThreeGroupsAreCutAllBeforeTheCutIsThere() throws IOException {
    for (int cut = bounds.get(GROUPS - 3); cut < ledger.length; cut++) {
      int length = cut;
      long whole = bounds.stream().filter(bound -> bound <= length).count() - 1;
      assertThat(indices(Arrays.copyOf(ledger, cut)))
          .as("cut at %d", cut)
          .isEqualTo(upTo(10 * whole));
    }
  }

  @Test
  void isWrittenOnBehindACut() throws IOException {
    var disk = new TornDisk(Arrays.copyOf(ledger, ledger.length - 7));
    var opened = LedgerFile.open(disk, Entries.codec(), _ -> {});
    assertThat(opened.tornBytes()).isPositive();
    opened.file().cutTornTail();
    opened.file().writeThrough(List.of(Entries.committed(5_000, 5_001)));
    var expected = new ArrayList<>(upTo(10 * (GROUPS - 1)));
    expected.add(5_000L);
    assertThat(indices(disk.bytes())).isEqualTo(expected);
  }

  @Test
  void aChangedBitIsFoundWhereverItIs() throws IOException {
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 1_000; round++) {
      int at = random.nextInt(ledger.length);
      var changed = ledger.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      if (at >= bounds.get(GROUPS - 1)) {
        assertThat(indices(changed)).as("byte %d", at).isEqualTo(upTo(10 * (GROUPS - 1)));
      } else {
        assertThatThrownBy(() -> indices(changed))
            .as("byte %d", at)
            .isInstanceOf(LedgerException.class);
      }
    }
  }

  @Test
  void damageIsRefusedWithFileOffsetAndAdvice() {
    int from = bounds.get(3);
    var changed = ledger.clone();
    changed[from + 25]++;
    assertThatThrownBy(() -> indices(changed))
        .isInstanceOfSatisfying(
            LedgerException.Damaged.class, damaged -> assertThat(damaged.offset()).isEqualTo(from))
        .hasMessage(
            "disk/ledger is damaged: bytes %d to %d are not what was written, and sound entries"
                    .formatted(from, bounds.get(4) - 1)
                + " follow. Put back a copy of the file, or pass --salvage to go on without what is"
                + " lost there");
  }

  @Test
  void aGroupThatIsMissingIsDamageToo() {
    var shorter = new byte[ledger.length - (bounds.get(4) - bounds.get(3))];
    System.arraycopy(ledger, 0, shorter, 0, bounds.get(3));
    System.arraycopy(ledger, bounds.get(4), shorter, bounds.get(3), shorter.length - bounds.get(3));
    assertThatThrownBy(() -> indices(shorter)).isInstanceOf(LedgerException.Damaged.class);
  }

  @Test
  void aTailThatIsLongerThanAGroupIsDamage() {
    var longer = Arrays.copyOf(ledger, ledger.length + GroupFrame.MOST_BYTES + 21);
    assertThatThrownBy(() -> indices(longer))
        .isInstanceOf(LedgerException.Damaged.class)
        .hasMessageContaining("more than a crash leaves");
  }

  @Test
  void anotherFormatIsRefusedByName() {
    var later = ledger.clone();
    System.arraycopy(LedgerHeader.bytes(1).array(), 0, later, 0, LedgerHeader.BYTES);
    assertThatThrownBy(() -> indices(later))
        .isInstanceOf(LedgerException.Unreadable.class)
        .hasMessageContaining("has format 1, and this version of thresher reads format 2");
  }

  @Test
  void whatIsNoLedgerIsRefused() {
    assertThatThrownBy(() -> indices(new byte[1_000])).hasMessageContaining("is not a ledger");
    assertThatThrownBy(() -> indices(new byte[12])).hasMessageContaining("holds nothing yet");
  }

  @Test
  void salvageKeepsWhatIsSoundAndSaysWhatIsLost(@TempDir Path directory) throws IOException {
    var path = directory.resolve("ledger");
    var changed = ledger.clone();
    changed[bounds.get(3) + 25]++;
    changed[bounds.get(5) + 25]++;
    Files.write(path, changed);
    var lost = Salvage.of(path, Entries.codec());
    assertThat(lost).hasSize(2);
    assertThat(lost.getFirst()).contains("bytes " + bounds.get(3) + " to " + (bounds.get(4) - 1));
    var entries = new ArrayList<Entry>();
    LedgerFile.open(path, Entries.codec(), entries::add).file().close();
    assertThat(Entries.indices(entries)).hasSize(10 * (GROUPS - 2)).doesNotContain(30L, 59L);
    assertThat(directory.toFile().list((_, name) -> name.startsWith("ledger.damaged-"))).hasSize(1);
  }

  @Test
  void whereSomethingIsLostTheSalvagedOneSaysSo(@TempDir Path directory) throws IOException {
    var entries = salvaged(directory, ledger, bounds.get(3));
    int gap = entries.indexOf(new Entry.Gap(bounds.get(3), bounds.get(4)));
    assertThat(Entries.indices(entries.subList(0, gap))).isEqualTo(upTo(30));
    assertThat(Entries.indices(entries.subList(gap, entries.size()))).startsWith(40L);
  }

  @Test
  void whatFollowsALostEpochIsLostToo(@TempDir Path directory) throws IOException {
    var path = directory.resolve("two-lives");
    var at = new ArrayList<Long>();
    try (var file = LedgerFile.create(path, Entries.codec())) {
      file.writeThrough(List.of(Entries.run(), Entries.epoch(1)));
      file.writeThrough(List.of(Entries.committed(0, 10)));
      at.add(Files.size(path));
      file.writeThrough(List.of(Entries.epoch(2)));
      file.writeThrough(List.of(Entries.committed(10, 20)));
      file.writeThrough(List.of(Entries.epoch(3), Entries.committed(20, 30)));
    }
    var bytes = Files.readAllBytes(path);
    var entries = salvaged(directory, bytes, (int) (long) at.getFirst());
    assertThat(Entries.indices(entries)).containsExactlyElementsOf(upTo(10));
    assertThat(entries.getLast()).isEqualTo(new Entry.Gap(at.getFirst(), bytes.length));
  }

  @Test
  void aLedgerThatIsDamagedWhereItBeginsIsLeftAsItIs(@TempDir Path directory) {
    assertThatThrownBy(() -> salvaged(directory, ledger, LedgerHeader.BYTES))
        .isInstanceOf(LedgerException.Unreadable.class)
        .hasMessageContaining("damaged where it begins")
        .hasMessageContaining("without --resume");
    assertThat(directory.toFile().list()).containsExactly("ledger");
  }

  /** What is read from a ledger after the group that begins there was damaged. */
  private static List<Entry> salvaged(Path directory, byte[] ledger, int group) throws IOException {
    var path = directory.resolve("ledger");
    var changed = ledger.clone();
    changed[group + GroupFrame.HEAD_BYTES + 5]++;
    Files.write(path, changed);
    assertThat(Salvage.of(path, Entries.codec())).hasSize(1);
    var entries = new ArrayList<Entry>();
    LedgerFile.open(path, Entries.codec(), entries::add).file().close();
    return entries;
  }

  @Test
  void onlyOneCoordinatorHasIt(@TempDir Path directory) throws IOException {
    var path = directory.resolve("ledger");
    var first = LedgerFile.create(path, Entries.codec());
    assertThatThrownBy(() -> LedgerFile.open(path, Entries.codec(), _ -> {}))
        .isInstanceOf(LedgerException.InUse.class);
    first.close();
    assertThatThrownBy(() -> LedgerFile.open(directory.resolve("other"), Entries.codec(), _ -> {}))
        .hasMessageContaining("is missing");
  }

  @Test
  void whoIsLateWritesNothingOverWhatAnotherCoordinatorHasWritten() throws IOException {
    var disk = new TornDisk(ledger);
    var late = LedgerFile.open(disk, Entries.codec(), _ -> {}).file();
    // As on a file server that has given the lock of a host that was stopped to another one.
    var next = LedgerFile.open(disk, Entries.codec(), _ -> {}).file();
    next.writeThrough(List.of(Entries.epoch(2)));
    var before = disk.bytes();
    assertThatThrownBy(() -> late.writeThrough(List.of(Entries.committed(5_000, 5_001))))
        .isInstanceOf(LedgerException.InUse.class)
        .hasMessage(
            "another coordinator goes on with this run: disk/ledger is not as this one has left it");
    assertThat(disk.bytes()).isEqualTo(before);
    next.writeThrough(List.of(Entries.committed(6_000, 6_001)));
    assertThat(indices(disk.bytes())).contains(6_000L).doesNotContain(5_000L);
  }

  @Test
  void whoseFileWasReplacedByAnotherOneWritesNothingMore(@TempDir Path directory)
      throws IOException {
    var path = directory.resolve("ledger");
    try (var late = LedgerFile.create(path, Entries.codec())) {
      late.writeThrough(List.of(Entries.run(), Entries.epoch(1)));
      Files.copy(path, directory.resolve("copy"));
      Files.move(directory.resolve("copy"), path, StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(() -> late.writeThrough(List.of(Entries.committed(0, 1))))
          .isInstanceOf(LedgerException.InUse.class);
      Files.delete(path);
      // Nobody can go on with a run whose ledger is gone.
      assertThatCode(() -> late.writeThrough(List.of(Entries.committed(0, 1))))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aWriteThatDidNotFitLeavesNothing() throws IOException {
    var disk = new TornDisk(ledger);
    var file = LedgerFile.open(disk, Entries.codec(), _ -> {}).file();
    disk.limit(ledger.length + 10);
    var pieces = Entries.codec().encode(Entries.committed(400, 500));
    assertThatThrownBy(() -> file.append(pieces)).isInstanceOf(DiskFullException.class);
    assertThat(disk.bytes()).isEqualTo(ledger);
    disk.limit(Long.MAX_VALUE);
    assertThatCode(() -> file.append(pieces)).doesNotThrowAnyException();
    assertThat(indices(disk.bytes())).isEqualTo(upTo(500));
  }
}
