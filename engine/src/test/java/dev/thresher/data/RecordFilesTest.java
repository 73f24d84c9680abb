package dev.thresher.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.FileRecords;
import dev.thresher.task.RecordColumn.Type;
import dev.thresher.task.RecordFormat;
import dev.thresher.task.RecordSurvey;
import dev.thresher.task.RecordSurvey.At;
import dev.thresher.task.RecordSurvey.Found;
import dev.thresher.task.RecordSurvey.Refused;
import dev.thresher.task.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFilesTest {
  @TempDir Path directory;

  @Test
  void aColumnKeepsOneTypeAllOverTheFile() throws IOException {
    var found = csv("n,x,t,zip\n1,2,a,007\n2,2.5,3,12\n");
    assertThat(found.records().columns())
        .extracting(column -> column.type())
        .containsExactly(Type.WHOLE, Type.REAL, Type.TEXT, Type.TEXT);
    assertThat(rows(found))
        .containsExactly(
            row("n", Value.of(1))
                .with("x", Value.of(2.0))
                .with("t", Value.of("a"))
                .with("zip", Value.of("007")),
            row("n", Value.of(2))
                .with("x", Value.of(2.5))
                .with("t", Value.of("3"))
                .with("zip", Value.of("12")));
  }

  @ParameterizedTest
  @CsvSource({
    "5, WHOLE",
    "-0, WHOLE",
    "05, TEXT",
    "1e3, REAL",
    ".5, REAL",
    "1., TEXT",
    "1e999, TEXT",
    "9223372036854775808, TEXT",
    "NaN, TEXT",
    "e5, TEXT",
    "-, TEXT",
    "0x1, TEXT"
  })
  void onlyWhatANumberIsWrittenAsIsANumber(String text, Type type) {
    assertThat(CellText.typeOf(text)).isEqualTo(type);
  }

  @Test
  void anEmptyCellIsNoValueAndAQuotedOneAnEmptyText() throws IOException {
    var found = csv("a,b\n,\"\"\n1,x\n");
    assertThat(rows(found).getFirst()).isEqualTo(row("a", Absent.ABSENT).with("b", Value.of("")));
    assertThat(found.extents().get(0).absentLine()).isEqualTo(2);
    assertThat(found.extents().get(1).absentLine()).isZero();
  }

  @Test
  void theEndsOfAColumnAreKnownWithTheirLines() throws IOException {
    var found = csv("p\n3\n\n1\n\"2\n\"\n");
    assertThat(found.records().columns().getFirst().type()).isEqualTo(Type.TEXT);
    var numbers = csv("p\n3\n\n1\n2\n");
    assertThat(numbers.extents().getFirst().ends())
        .containsExactly(new At(Value.of(1), 4), new At(Value.of(3), 2));
  }

  @ParameterizedTest
  @CsvSource({
    "'a,b\n1\n', 2, '1 cell, but 2 columns are named'",
    "'a\n1,2\n', 2, '2 cells, but 1 column is named'",
    "'a,a\n', 1, called",
    "'a,\n', 1, no name",
    "'a\n1\n\"x\"y\n', 2, after this line"
  })
  void whatIsNoCsvIsRefusedWithItsLine(String text, long line, String says) throws IOException {
    assertThat(survey(text, RecordFormat.CSV))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.line()).isEqualTo(line);
              assertThat(refused.reason()).contains(says);
            });
  }

  @Test
  void whatIsNoUtf8IsRefused() throws IOException {
    var file = directory.resolve("latin.csv");
    Files.write(file, "a\nok\nK\u00f6ln\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(RecordSurveyor.survey(file, RecordFormat.CSV, "line"))
        .isEqualTo(new Refused(3, "this is not a text in UTF-8"));
  }

  @Test
  void aMarkAtTheStartIsNoPartOfTheFirstName() throws IOException {
    assertThat(csv("\ufeffa,b\n1,2\n").records().names()).containsExactly("a", "b");
  }

  @Test
  void jsonKeepsTypesAndFillsWhatIsMissing() throws IOException {
    var found =
        (Found) survey("{\"a\":1,\"b\":\"x\"}\n\n{\"a\":1.5,\"c\":[1]}\n", RecordFormat.JSON_LINES);
    assertThat(found.records().size()).isEqualTo(2);
    assertThat(rows(found).get(0))
        .isEqualTo(row("a", Value.of(1.0)).with("b", Value.of("x")).with("c", Absent.ABSENT));
    assertThat(rows(found).get(1).get("b")).isEqualTo(Absent.ABSENT);
    assertThat(found.extents().get(1).absentLine()).isEqualTo(3);
    assertThat(found.extents().get(2).absentLine()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}\n[2]\n", "{\"a\":1}\n{\"a\":\n", "{\"a\":1}\n{\"a\":1} x\n"})
  void aLineThatIsNoJsonObjectIsRefusedWithItsNumber(String text) throws IOException {
    assertThat(survey(text, RecordFormat.JSON_LINES))
        .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.line()).isEqualTo(2));
  }

  @Test
  void linesLoseTheirEndsAndEmptyOnesAreLeftOut() throws IOException {
    var found = (Found) survey("one\r\n\ntwo \nthr\u00e9e", RecordFormat.LINES);
    assertThat(rows(found))
        .containsExactly(
            row("line", Value.of("one")),
            row("line", Value.of("two ")),
            row("line", Value.of("thr\u00e9e")));
  }

  /** What is read through the index, in any order, is what one pass from the start gives. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyRecordIsFoundByItsIndex(long seed) throws IOException {
    var random = new Random(seed);
    var text = new StringBuilder("id,text\n");
    var expected = new ArrayList<Fields>();
    for (int i = 0; i < 5000; i++) {
      var cell = cell(random);
      expected.add(row("id", Value.of(i)).with("text", Value.of(cell)));
      text.append(i).append(",\"").append(cell.replace("\"", "\"\"")).append('"');
      text.append(List.of("\n", "\r\n", "\r", "\n\n").get(random.nextInt(4)));
    }
    var found = csv(text.toString());
    assertThat(found.records().offsets()).hasSize(5);
    var rows = new StoredRecords().open(found.records());
    for (int i = 0; i < 300; i++) {
      int index = random.nextInt(expected.size());
      assertThat(rows.row(index))
          .as("seed %d, record %d", seed, index)
          .isEqualTo(expected.get(index));
    }
  }

  private static String cell(Random random) {
    var cell = new StringBuilder("t");
    for (int i = random.nextInt(6); i > 0; i--) {
      cell.append(
          List.of("x", "\"", ",", "\n", "\r\n", "\u00fc", "\ud83d\ude00").get(random.nextInt(7)));
    }
    return cell.toString();
  }

  @Test
  void theIndexOfManyRecordsStaysSmall() {
    var index = new SparseIndex();
    long records = 3L * SparseIndex.FIRST_STRIDE * SparseIndex.MOST;
    for (long i = 0; i < records; i++) {
      index.add(i * 7);
    }
    assertThat(index.records()).isEqualTo(records);
    assertThat(index.stride()).isEqualTo(4 * SparseIndex.FIRST_STRIDE);
    assertThat(index.offsets()).hasSize(SparseIndex.MOST * 3 / 4);
    assertThat(index.offsets().get(5)).isEqualTo(5L * index.stride() * 7);
  }

  @Test
  void aFileThatChangedIsRefusedWhenItIsRead() throws IOException {
    var found = csv("a\n1\n2\n");
    var file = Path.of(found.records().path());
    var rows = new StoredRecords().open(found.records());
    Files.writeString(file, "a\n1\n3\n");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertThatThrownBy(() -> rows.row(1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file + " has changed since the run was planned");
    Files.delete(file);
    assertThatThrownBy(() -> rows.row(1)).hasMessageContaining("is gone");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 7, 20, 1000})
  void blocksCoverATextOnceAndEndWithALine(long bytes) throws IOException {
    var text = "one\ntwo\n\nthree and more\nlast";
    var file = Files.writeString(directory.resolve("text.txt"), text);
    var found = (Found) TextBlocks.cut(file, bytes);
    long next = 0;
    for (var row : rows(found)) {
      assertThat(row.text("file")).isEqualTo(file.toString());
      assertThat(row.whole("from")).isEqualTo(next);
      next = row.whole("until");
      assertThat(next - row.whole("from")).isGreaterThanOrEqualTo(Math.min(bytes, 1));
      assertThat(next == text.length() || text.charAt((int) next - 1) == '\n').isTrue();
    }
    assertThat(next).isEqualTo(text.length());
    assertThat(found.records().size())
        .isEqualTo(bytes == 1000 ? 1 : bytes == 1 ? 5 : found.records().size());
  }

  private static Fields row(String name, Value value) {
    return Fields.of(name, value);
  }

  private Found csv(String text) throws IOException {
    var survey = survey(text, RecordFormat.CSV);
    assertThat(survey).isInstanceOf(Found.class);
    return (Found) survey;
  }

  private RecordSurvey survey(String text, RecordFormat format) throws IOException {
    var file = Files.writeString(directory.resolve("records"), text);
    return RecordSurveyor.survey(file, format, "line");
  }

  private static List<Fields> rows(Found found) {
    return all(new StoredRecords().open(found.records()), found.records());
  }

  private static List<Fields> all(Rows rows, FileRecords records) {
    var all = new ArrayList<Fields>();
    for (long i = 0; i < records.size(); i++) {
      all.add(rows.row(i));
    }
    return all;
  }
}
