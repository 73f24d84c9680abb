package dev.thresher.rundir;

import dev.thresher.rundir.ResultsDirectory.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * Results by the digest of what was computed. Writers wait until the disk has their result; those
 * that come at the same time share one transaction. Safe for several threads.
 */
public final class ResultTable {
  /** The layout of the table, which a database carries with it. */
  private static final int VERSION = 1;

  private static final int MOST_IN_TRANSACTION = 10_000;

  private static final List<String> LAYOUT =
      List.of(
          "PRAGMA journal_mode = WAL",
          // A commit is on disk, not with the operating system, when it returns.
          "PRAGMA synchronous = FULL",
          "CREATE TABLE IF NOT EXISTS results (digest TEXT, occurrence INTEGER, form TEXT,"
              + " content BLOB, PRIMARY KEY (digest, occurrence)) WITHOUT ROWID",
          "PRAGMA user_version = " + VERSION);

  private record Row(
      String digest, int occurrence, Result result, CompletableFuture<Void> written) {}

  private final Connection reading;
  private final PreparedStatement select;
  private final Connection writing;
  private final PreparedStatement insert;
  private final LinkedBlockingQueue<Row> waiting = new LinkedBlockingQueue<>();
  private final Thread writer = new Thread(this::work, "thresher-results-table");
  private final boolean hasEarlier;
  private boolean isClosed;

  private ResultTable(Connection reading, Connection writing) throws SQLException {
    this.reading = reading;
    this.select =
        reading.prepareStatement(
            "SELECT form, content FROM results WHERE digest = ? AND occurrence = ?");
    this.writing = writing;
    this.insert = writing.prepareStatement("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)");
    try (var statement = reading.createStatement();
        var any = statement.executeQuery("SELECT 1 FROM results LIMIT 1")) {
      this.hasEarlier = any.next();
    }
    writing.setAutoCommit(false);
    writer.setDaemon(true);
    writer.start();
  }

  /**
   * @throws IOException if it cannot be used; the message is for the user
   */
  static ResultTable open(Path file) throws IOException {
    SqliteLibrary.load(directoryOf(file));
    try {
      var writing = connect(file);
      requireKnown(file, writing);
      try (var statement = writing.createStatement()) {
        for (var line : LAYOUT) {
          statement.execute(line);
        }
      }
      return new ResultTable(connect(file), writing);
    } catch (SQLException unusable) {
      throw failed(file + " cannot be used", unusable);
    }
  }

  private static Path directoryOf(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private static Connection connect(Path file) throws SQLException {
    // As a URI: in a plain path the driver takes what follows a ? for settings.
    return JDBC.createConnection(JDBC.PREFIX + file.toUri(), new SQLiteConfig().toProperties());
  }

  private static void requireKnown(Path file, Connection connection)
      throws SQLException, IOException {
    try (var statement = connection.createStatement();
        var version = statement.executeQuery("PRAGMA user_version")) {
      if (version.next() && version.getInt(1) > VERSION) {
        throw new IOException(
            "%s was written by a newer release (layout %d, this one knows %d): use that release, or another directory"
                .formatted(file, version.getInt(1), VERSION));
      }
    }
  }

  /**
   * What was there when it was opened, or has been put since.
   *
   * @throws IOException if it cannot be read
   */
  public Optional<Result> find(String digest, int occurrence) throws IOException {
    if (!hasEarlier) {
      return Optional.empty();
    }
    synchronized (select) {
      try {
        select.setString(1, digest);
        select.setInt(2, occurrence);
        try (var rows = select.executeQuery()) {
          return rows.next()
              ? Optional.of(new Result(rows.getString(1), rows.getBytes(2)))
              : Optional.empty();
        }
      } catch (SQLException unreadable) {
        throw failed("the results cannot be read", unreadable);
      }
    }
  }

  /**
   * Returns when it is on disk.
   *
   * @throws IOException if it is not, and will not be
   */
  public void put(String digest, int occurrence, Result result)
      throws IOException, InterruptedException {
    var row = new Row(digest, occurrence, result, new CompletableFuture<>());
    synchronized (waiting) {
      if (isClosed) {
        throw new IOException("the executor has been closed");
      }
      waiting.add(row);
    }
    try {
      row.written().get();
    } catch (ExecutionException refused) {
      var cause = Objects.requireNonNullElse(refused.getCause(), refused);
      throw new IOException(String.valueOf(cause.getMessage()), cause);
    }
  }

  private void work() {
    try {
      while (true) {
        var rows = new ArrayList<Row>();
        var first = waiting.take();
        if (first == END) {
          return;
        }
        rows.add(first);
        waiting.drainTo(rows, MOST_IN_TRANSACTION);
        boolean isLast = rows.remove(END);
        write(rows);
        if (isLast) {
          return;
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static final Row END =
      new Row("", 0, new Result("", new byte[0]), new CompletableFuture<>());

  /** All or none: who is told of a failure tries again or fails. */
  private void write(List<Row> rows) {
    try {
      for (var row : rows) {
        insert.setString(1, row.digest());
        insert.setInt(2, row.occurrence());
        insert.setString(3, row.result().form());
        insert.setBytes(4, row.result().content());
        insert.addBatch();
      }
      insert.executeBatch();
      writing.commit();
      rows.forEach(row -> row.written().complete(null));
    } catch (SQLException refused) {
      undo();
      var failure = failed("the results cannot be written", refused);
      rows.forEach(row -> row.written().completeExceptionally(failure));
    }
  }

  private void undo() {
    try {
      insert.clearBatch();
      writing.rollback();
    } catch (SQLException again) {
      // The next transaction says the same.
    }
  }

  /** Brings to disk what waits. To be called once. */
  void close() {
    synchronized (waiting) {
      isClosed = true;
      waiting.add(END);
    }
    try {
      writer.join();
      reading.close();
      writing.close();
    } catch (SQLException alreadyUseless) {
      // Every result that anybody was told of is on disk.
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static IOException failed(String what, SQLException why) {
    return new IOException(what + ": " + why.getMessage(), why);
  }
}
