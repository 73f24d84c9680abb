package dev.thresher.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Inputs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowSpoolTest {
  @TempDir Path directory;

  @Test
  void rowsCanBeReadByIndexWhileTheFileGrows() throws Exception {
    var file = directory.resolve("rows");
    try (var spool = new RowSpool(file)) {
      var rows = new StoredRecords().open(new Inputs.Spooled(file.toString(), List.of("n")));
      for (long i = 0; i < 1500; i++) {
        spool.write(numbered(i));
        if (i % 7 == 0) {
          assertThat(spool.flush()).isEqualTo(i + 1);
          assertThat(rows.size()).isEqualTo(i + 1);
          assertThat(rows.row(i)).isEqualTo(numbered(i));
          assertThat(rows.row(i / 2)).isEqualTo(numbered(i / 2));
        }
      }
    }
  }

  @Test
  void aRowThatIsNotThereYetIsRefusedAndReadOnceItIs() throws Exception {
    var file = directory.resolve("rows");
    try (var spool = new RowSpool(file)) {
      var rows = new StoredRecords().open(new Inputs.Spooled(file.toString(), List.of("n")));
      spool.write(numbered(0));
      spool.flush();
      assertThatThrownBy(() -> rows.row(1)).hasMessageContaining("1 of 1 rows");
      spool.write(numbered(1));
      spool.flush();
      assertThat(rows.row(1)).isEqualTo(numbered(1));
    }
  }

  @Test
  void aRowHasTheColumnsInTheirOrderAndThenWhateverElseItHas() throws Exception {
    var file = directory.resolve("rows");
    try (var spool = new RowSpool(file)) {
      spool.write(Fields.of("x", Value.of("\n\"")).with("b", Value.of(0.1)));
      spool.flush();
      var rows = new StoredRecords().open(new Inputs.Spooled(file.toString(), List.of("a", "b")));
      assertThat(rows.row(0).entries().entrySet().stream().map(Object::toString))
          .containsExactly("a=ABSENT", "b=" + Value.of(0.1), "x=" + Value.of("\n\""));
    }
  }

  private static Fields numbered(long i) {
    return Fields.of("n", Value.of(i)).with("text", Value.of("é".repeat((int) (i % 9))));
  }
}
