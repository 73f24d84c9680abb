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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputWriterTest {
  private static final Fields PLAIN = Fields.of("p", Value.of(0.1)).with("seed", Value.of(1));

  @TempDir Path directory;

  private String written(RowFormat format, List<String> columns, Fields... rows)
      throws IOException {
    var file = directory.resolve("output");
    Files.write(file, new byte[0]);
    var table = new RowTable("table", columns, directory);
    try (var writer = OutputWriter.open(file, format, table)) {
      for (var row : rows) {
        writer.write(row);
      }
    }
    return Files.readString(file);
  }

  @Test
  void quotesTextsInCsvAsRfc4180Does() throws Exception {
    var row =
        Fields.of("comma", Value.of("a,b"))
            .with("quote", Value.of("say \"hi\""))
            .with("line", Value.of("a\nb"))
            .with("empty", Value.of(""))
            .with("missing", Absent.ABSENT)
            .with("list", new Sequence(List.of(Value.of(1), Value.of(2))))
            .with("bytes", new Value.Binary(Bytes.utf8("abc")))
            .with("truth", Value.of(true));
    assertThat(written(RowFormat.CSV, List.of(), row))
        .isEqualTo(
            "comma,quote,line,empty,missing,list,bytes,truth\n"
                + "\"a,b\",\"say \"\"hi\"\"\",\"a\nb\",\"\",,\"[1,2]\",YWJj,true\n");
  }

  @Test
  void ordersCsvByTheGivenColumnsAndLeavesMissingFieldsEmpty() throws Exception {
    assertThat(written(RowFormat.CSV, List.of("seed", "p"), PLAIN, Fields.of("seed", Value.of(2))))
        .isEqualTo("seed,p\n1,0.1\n2,\n");
  }

  @Test
  void writesTheHeaderOfATableWithoutRows() throws Exception {
    assertThat(written(RowFormat.CSV, List.of("a", "b"))).isEqualTo("a,b\n");
    assertThat(written(RowFormat.CSV, List.of())).isEmpty();
  }

  @Test
  void refusesAFieldThatIsNoColumn() {
    assertThatThrownBy(() -> written(RowFormat.CSV, List.of("p"), PLAIN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("seed");
  }

  @Test
  void writesJsonLinesArraysAndObjects() throws Exception {
    assertThat(written(RowFormat.JSON_LINES, List.of(), PLAIN, PLAIN))
        .isEqualTo("{\"p\":0.1,\"seed\":1}\n{\"p\":0.1,\"seed\":1}\n");
    assertThat(written(RowFormat.JSON_ARRAY, List.of(), PLAIN, PLAIN))
        .isEqualTo("[\n{\"p\":0.1,\"seed\":1},\n{\"p\":0.1,\"seed\":1}\n]\n");
    assertThat(written(RowFormat.JSON_ARRAY, List.of())).isEqualTo("[]\n");
    assertThat(written(RowFormat.JSON_OBJECT, List.of(), PLAIN))
        .isEqualTo("{\n  \"p\": 0.1,\n  \"seed\": 1\n}\n");
  }

  @Test
  void writesTheOneBinaryFieldAsItIs() throws Exception {
    var row =
        Fields.of("width", Value.of(3)).with("png", new Value.Binary(Bytes.utf8("\u0089PNG")));
    assertThat(written(RowFormat.RAW, List.of(), row)).isEqualTo("\u0089PNG");
    assertThatThrownBy(() -> written(RowFormat.RAW, List.of(), PLAIN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("one binary field");
    assertThatThrownBy(() -> written(RowFormat.RAW, List.of(), row, row))
        .isInstanceOf(IOException.class);
  }
}
