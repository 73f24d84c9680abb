package dev.thresher.rundir;

import dev.thresher.model.Counted;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Binary;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Real;
import dev.thresher.model.Value.Sequence;
import dev.thresher.model.Value.Text;
import dev.thresher.model.Value.Truth;
import dev.thresher.model.Value.Whole;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * One table in a database of its own. What types its columns have is known only after the last row,
 * so the table is made without and they are declared at the end, which changes no stored value.
 * There is no journal: the file is worth nothing before it is whole.
 */
final class SqliteOutput implements OutputWriter {
  private static final int ROWS_PER_TRANSACTION = 10_000;

  /** What the bytes of a database depend on, beside its rows. */
  private static final List<String> LAYOUT =
      List.of(
          "PRAGMA page_size = 4096",
          "PRAGMA encoding = 'UTF-8'",
          "PRAGMA auto_vacuum = NONE",
          "PRAGMA secure_delete = ON",
          "PRAGMA journal_mode = OFF",
          "PRAGMA synchronous = OFF");

  private final Connection connection;
  private final RowTable table;
  private @Nullable Begun begun;
  private long rows;

  /**
   * A table that has been made.
   *
   * @param nans by column, values that are NaN
   */
  private record Begun(
      RowColumns columns, List<SqliteType> types, long[] nans, PreparedStatement insert) {}

  private SqliteOutput(Connection connection, RowTable table) {
    this.connection = connection;
    this.table = table;
  }

  /**
   * @param file empty or missing
   */
  static SqliteOutput open(Path file, RowTable table) throws IOException {
    if (table.name().toLowerCase(Locale.ROOT).startsWith("sqlite_")) {
      throw new IOException(
          "SQLite keeps names that begin with sqlite_ for itself, so no table can be called "
              + table.name());
    }
    SqliteLibrary.load(table.scratch());
    try {
      // As a URI: in a plain path the driver takes what follows a ? for settings.
      var url = JDBC.PREFIX + file.toAbsolutePath().toUri();
      var settings = new SQLiteConfig();
      settings.setGetGeneratedKeys(false); // otherwise the driver asks for one after each row
      var connection = JDBC.createConnection(url, settings.toProperties());
      try (var statement = connection.createStatement()) {
        for (var pragma : LAYOUT) {
          statement.execute(pragma);
        }
      }
      connection.setAutoCommit(false);
      return new SqliteOutput(connection, table);
    } catch (SQLException refused) {
      throw failed(refused);
    }
  }

  @Override
  public void write(Fields row) throws IOException {
    try {
      var open = begun == null ? begin(RowColumns.of(table.columns(), row)) : begun;
      var values = open.columns().values(row);
      for (int i = 0; i < values.size(); i++) {
        bind(open.insert(), i + 1, values.get(i));
        open.nans()[i] += values.get(i) instanceof Real(double real) && Double.isNaN(real) ? 1 : 0;
        open.types().set(i, open.types().get(i).with(SqliteType.of(values.get(i))));
      }
      open.insert().executeUpdate();
      rows++;
      if (rows % ROWS_PER_TRANSACTION == 0) {
        connection.commit();
      }
    } catch (SQLException refused) {
      throw failed(refused);
    }
  }

  private Begun begin(RowColumns columns) throws IOException, SQLException {
    requireDistinct(columns.names());
    try (var statement = connection.createStatement()) {
      statement.execute(definition(columns, _ -> SqliteType.NONE));
    }
    var places = String.join(", ", Collections.nCopies(columns.names().size(), "?"));
    var insert =
        connection.prepareStatement(
            "INSERT INTO %s VALUES (%s)".formatted(quoted(table.name()), places));
    var types = new ArrayList<>(Collections.nCopies(columns.names().size(), SqliteType.NONE));
    begun = new Begun(columns, types, new long[types.size()], insert);
    return begun;
  }

  private static void requireDistinct(List<String> columns) throws IOException {
    var seen = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var column : columns) {
      var other = seen.put(column, column);
      if (other != null) {
        throw new IOException(
            "the columns %s and %s differ in the case of letters only, and are one and the same to SQLite"
                .formatted(other, column));
      }
    }
  }

  private String definition(RowColumns columns, IntFunction<SqliteType> types) {
    return IntStream.range(0, columns.names().size())
        .mapToObj(i -> quoted(columns.names().get(i)) + types.apply(i).declaration)
        .collect(Collectors.joining(", ", "CREATE TABLE " + quoted(table.name()) + " (", ")"));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static void bind(PreparedStatement insert, int at, Value value) throws SQLException {
    switch (value) {
      case Absent _ -> insert.setNull(at, Types.NULL);
      case Truth(boolean truth) -> insert.setLong(at, truth ? 1 : 0);
      case Whole(long whole) -> insert.setLong(at, whole);
      case Real(double real) -> insert.setDouble(at, real); // NaN becomes NULL there
      case Text(String text) -> insert.setString(at, text);
      case Binary(var bytes) -> insert.setBytes(at, bytes.toArray());
      case Sequence _, Fields _ -> insert.setString(at, JsonText.of(value));
    }
  }

  @Override
  public List<String> remarks() {
    var known = begun;
    return known == null
        ? List.of()
        : IntStream.range(0, known.nans().length)
            .filter(i -> known.nans()[i] > 0)
            .mapToObj(i ->
                "in column %s, NULL stands for %s NaN, which SQLite does not know"
                    .formatted(
                        known.columns().names().get(i),
                        Counted.of(known.nans()[i], "value that is", "values that are")))
            .toList();
  }

  /** A table without rows is there, too, if its columns are known. */
  @Override
  public void close() throws IOException {
    try (connection) {
      if (begun == null && !table.columns().isEmpty()) {
        begin(RowColumns.of(table.columns()));
      }
      if (begun != null) {
        declareTypes(begun);
      }
      connection.commit();
    } catch (SQLException refused) {
      throw failed(refused);
    }
  }

  // SQLite's own procedure for changes of a schema that do not touch what is stored.
  private void declareTypes(Begun table) throws SQLException {
    table.insert().close();
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA writable_schema = ON");
    }
    try (var update = connection.prepareStatement("UPDATE sqlite_schema SET sql = ?")) {
      update.setString(1, definition(table.columns(), table.types()::get));
      update.executeUpdate();
    }
  }

  private static IOException failed(SQLException refused) {
    return new IOException("SQLite: " + refused.getMessage(), refused);
  }
}
