package dev.thresher.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.Bytes;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqliteOutputTest {
  @TempDir Path directory;

  private Path written(String file, RowTable table, Iterable<Fields> rows) throws IOException {
    var path = Files.createFile(directory.resolve(file));
    try (var writer = OutputWriter.open(path, RowFormat.SQLITE, table)) {
      for (var row : rows) {
        writer.write(row);
      }
    }
    return path;
  }

  private RowTable table(String... columns) {
    return new RowTable("rows", List.of(columns), directory);
  }

  /** Every value of every row, as text after its storage class. */
  private static List<String> read(Path file, String query) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          found.add(String.valueOf(rows.getObject(i)));
        }
      }
      return found;
    }
  }

  private static void assertIntact(Path file) throws Exception {
    assertThat(read(file, "PRAGMA integrity_check")).containsExactly("ok");
  }

  @Test
  void everyValueComesBackAsWhatItWas() throws Exception {
    var row =
        Fields.of("whole", Value.of(Long.MIN_VALUE))
            .with("real", Value.of(0.1))
            .with("round", Value.of(2.0))
            .with("text", Value.of("007 é \u0000 '\""))
            .with("empty", Value.of(""))
            .with("missing", Absent.ABSENT)
            .with("truth", Value.of(true))
            .with("list", new Sequence(List.of(Value.of(1), Value.of("a"))))
            .with("bytes", new Value.Binary(Bytes.utf8("\u0001abc")));
    var file = written("a.sqlite", table(), List.of(row));
    assertIntact(file);
    assertThat(
            read(
                file,
                "SELECT typeof(whole), whole, typeof(real), real, typeof(round), typeof(text), text, empty,"
                    + " typeof(empty), typeof(missing), truth, list, typeof(bytes), hex(bytes) FROM rows"))
        .containsExactly(
            "integer",
            "-9223372036854775808",
            "real",
            "0.1",
            "real",
            "text",
            "007 é \u0000 '\"",
            "",
            "text",
            "null",
            "1",
            "[1,\"a\"]",
            "blob",
            "01616263");
    assertThat(read(file, "SELECT name || ':' || type FROM pragma_table_info('rows')"))
        .containsExactly(
            "whole:INTEGER",
            "real:REAL",
            "round:REAL",
            "text:TEXT",
            "empty:TEXT",
            "missing:",
            "truth:INTEGER",
            "list:TEXT",
            "bytes:BLOB");
  }

  @Test
  void aColumnIsDeclaredAsWhatAllItsValuesAreAndNoneIsChanged() throws Exception {
    var rows =
        List.of(
            Fields.of("number", Value.of(9007199254740993L))
                .with("mixed", Value.of(1))
                .with("late", Absent.ABSENT),
            Fields.of("number", Value.of(2.0))
                .with("mixed", Value.of("007"))
                .with("late", Value.of("x")));
    var file = written("a.db", table("number", "mixed", "late"), rows);
    assertIntact(file);
    assertThat(read(file, "SELECT type FROM pragma_table_info('rows')"))
        .containsExactly("NUMERIC", "", "TEXT");
    assertThat(read(file, "SELECT number, mixed, late FROM rows"))
        .containsExactly("9007199254740993", "1", "null", "2.0", "007", "x");
  }

  @Test
  void manyRowsAreInOrderAndTheSameRowsAreTheSameBytes() throws Exception {
    Iterable<Fields> rows =
        () ->
            LongStream.range(0, 25_000)
                .mapToObj(i ->
                    Fields.of("i", Value.of(i)).with("text", Value.of("row ".repeat((int) i % 50))))
                .iterator();
    var one = written("one.sqlite", table("i", "text"), rows);
    var other = written("other.sqlite", table("i", "text"), rows);
    assertIntact(one);
    assertThat(read(one, "SELECT count(*), sum(i), max(rowid), sum(rowid = i + 1) FROM rows"))
        .containsExactly("25000", "312487500", "25000", "25000");
    assertThat(other).hasSameBinaryContentAs(one);
    try (var left = Files.list(directory)) {
      assertThat(left).as("no journal, no library").containsExactlyInAnyOrder(one, other);
    }
  }

  @Test
  void oddNamesOfFilesTablesAndColumnsAreTakenAsTheyAre() throws Exception {
    var odd = new RowTable("my-stage.\"2\"", List.of("a b", "select", "\"q\""), directory);
    var row = Fields.of("a b", Value.of(1)).with("\"q\"", Value.of(2));
    var file = written("a?b=c #1 %20 é.sqlite", odd, List.of(row));
    assertThat(read(file, "SELECT \"a b\", \"select\", \"\"\"q\"\"\" FROM \"my-stage.\"\"2\"\"\""))
        .containsExactly("1", "null", "2");
  }

  @Test
  void whatIsNoNumberIsNullAndRemarkedOn() throws Exception {
    var file = directory.resolve("a.sqlite");
    var writer = OutputWriter.open(file, RowFormat.SQLITE, table("a", "b"));
    for (double real : List.of(1.5, Double.NaN, Double.NEGATIVE_INFINITY, Double.NaN)) {
      writer.write(Fields.of("a", Value.of(real)).with("b", Value.of(real / 0.0)));
    }
    writer.write(Fields.of("a", Value.Absent.ABSENT).with("b", Value.of(Double.NaN)));
    writer.close();
    assertThat(read(file, "SELECT a FROM rows"))
        .containsExactly("1.5", "null", "-Infinity", "null", "null");
    assertThat(read(file, "SELECT typeof(a) FROM rows WHERE a < 0")).containsExactly("real");
    assertThat(writer.remarks())
        .containsExactly(
            "in column a, NULL stands for 2 values that are NaN, which SQLite does not know",
            "in column b, NULL stands for 3 values that are NaN, which SQLite does not know");
  }

  @Test
  void aTableWithoutRowsIsThere() throws Exception {
    var file = written("a.sqlite", table("a", "b"), List.of());
    assertThat(read(file, "SELECT name FROM pragma_table_info('rows')")).containsExactly("a", "b");
    assertThat(read(written("none.sqlite", table(), List.of()), "SELECT * FROM sqlite_schema"))
        .isEmpty();
  }

  @Test
  void whatSqliteCannotTellApartIsRefused() {
    assertThatThrownBy(() ->
            written(
                "a.sqlite",
                table(),
                List.of(Fields.of("seed", Value.of(1)).with("Seed", Value.of(2)))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("columns seed and Seed differ in the case of letters only");
    assertThatThrownBy(() ->
            written("b.sqlite", new RowTable("sqlite_stage", List.of("a"), directory), List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("names that begin with sqlite_");
    assertThatThrownBy(() -> written("c.sqlite", table("a"), List.of(Fields.of("b", Value.of(1)))))
        .isInstanceOf(IOException.class)
        .hasMessage("a row has a field b, which is none of [a]");
  }
}
