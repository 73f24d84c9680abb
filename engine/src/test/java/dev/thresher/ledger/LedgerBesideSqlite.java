package dev.thresher.ledger;

import dev.thresher.codec.LedgerCodec;
import dev.thresher.journal.Entry;
import dev.thresher.journal.RunState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The same entries brought to disk in the same groups, each forced before the next one, and read
 * back and added up: by the ledger, and by a table of an SQLite database with write-ahead log and
 * {@code synchronous = FULL}, in turns in one run. Prints seconds, entries a second and bytes. Not
 * a test: run main, with {@code -Xmx512m} for what is said of memory.
 */
final class LedgerBesideSqlite {
  private static final int ENTRIES = 1_000_000;
  private static final int GROUP = 100;
  private static final int ROUNDS = 3;

  private LedgerBesideSqlite() {}

  /**
   * @param arguments a directory on the disk in question, which must exist
   */
  public static void main(String[] arguments) throws Exception {
    var home = Path.of(arguments[0]);
    for (int round = 1; round <= ROUNDS; round++) {
      ledger(home.resolve("ledger" + round));
      sqlite(home.resolve("entries" + round + ".sqlite"));
    }
  }

  private interface Part {
    void run() throws IOException, SQLException;
  }

  private static void timed(String what, Part part) throws IOException, SQLException {
    long started = System.nanoTime();
    part.run();
    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf(
        Locale.ROOT, "%-24s %7.2f s %,12.0f entries/s%n", what, seconds, ENTRIES / seconds);
  }

  private static List<Entry> group(int first) {
    var group = new ArrayList<Entry>(GROUP);
    for (int index = first; index < first + GROUP; index++) {
      group.add(Entries.committed(index, index + 1L));
    }
    return group;
  }

  private static void check(RunState state) {
    if (state.stages().getFirst().completed().size() != ENTRIES) {
      throw new IllegalStateException("entries are missing");
    }
  }

  private static void ledger(Path path) throws IOException, SQLException {
    timed(
        "ledger, written",
        () -> {
          try (var file = LedgerFile.create(path, Entries.codec())) {
            file.writeThrough(List.of(Entries.run(), Entries.epoch(1)));
            for (int first = 0; first < ENTRIES; first += GROUP) {
              file.writeThrough(group(first));
            }
          }
        });
    timed(
        "ledger, read",
        () -> {
          var state = new RunState();
          LedgerFile.open(path, Entries.codec(), state::add).file().close();
          check(state);
        });
    System.out.printf(Locale.ROOT, "ledger, bytes %,d%n", Files.size(path));
    Files.delete(path);
  }

  private static byte[] encoded(LedgerCodec codec, Entry entry) throws IOException {
    var pieces = codec.encode(entry);
    var buffer = ByteBuffer.allocate(LedgerCodec.groupSize(1, pieces));
    LedgerCodec.put(1, pieces, buffer);
    return buffer.array();
  }

  private static void sqlite(Path path) throws IOException, SQLException {
    var codec = Entries.codec();
    timed(
        "sqlite, written",
        () -> {
          try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
              var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("CREATE TABLE entry (number INTEGER PRIMARY KEY, content BLOB)");
            connection.setAutoCommit(false);
            try (var insert =
                connection.prepareStatement("INSERT INTO entry (content) VALUES (?)")) {
              for (var entry : List.of(Entries.run(), Entries.epoch(1))) {
                insert.setBytes(1, encoded(codec, entry));
                insert.executeUpdate();
              }
              for (int first = 0; first < ENTRIES; first += GROUP) {
                for (var entry : group(first)) {
                  insert.setBytes(1, encoded(codec, entry));
                  insert.executeUpdate();
                }
                connection.commit();
              }
            }
          }
        });
    timed(
        "sqlite, read",
        () -> {
          var state = new RunState();
          try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
              var statement = connection.createStatement();
              var rows = statement.executeQuery("SELECT content FROM entry ORDER BY number")) {
            while (rows.next()) {
              codec.decode(ByteBuffer.wrap(rows.getBytes(1)), state::add);
            }
          }
          check(state);
        });
    System.out.printf(Locale.ROOT, "sqlite, bytes %,d%n", Files.size(path));
    Files.delete(path);
  }
}
