package dev.thresher.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.rundir.ResultsDirectory.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTableTest {
  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("results.db");
  }

  @Test
  void givesBackWhatManyThreadsPutInAnEarlierLife() throws Exception {
    var first = ResultTable.open(file());
    try (var writers = Executors.newFixedThreadPool(8)) {
      var written =
          IntStream.range(0, 500).mapToObj(i -> writers.submit(() -> put(first, i))).toList();
      for (Future<?> one : written) {
        one.get();
      }
    }
    first.close();

    var second = ResultTable.open(file());
    for (int i = 0; i < 500; i++) {
      assertThat(second.find("digest" + i / 2, i % 2))
          .hasValueSatisfying(result -> assertThat(result.form()).isEqualTo("form"));
      assertThat(second.find("digest" + i / 2, i % 2).orElseThrow().content())
          .containsExactly((byte) i, (byte) (i >> 8));
    }
    assertThat(second.find("digest0", 2)).isEmpty();
    second.close();
  }

  private static Object put(ResultTable table, int i) throws Exception {
    var content = new byte[] {(byte) i, (byte) (i >> 8)};
    table.put("digest" + i / 2, i % 2, new Result("form", content));
    return "";
  }

  @Test
  void refusesADatabaseOfANewerRelease() throws Exception {
    ResultTable.open(file()).close();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 2");
    }

    assertThatThrownBy(() -> ResultTable.open(file()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("newer release");
  }

  @Test
  void saysSoWhenItHasBeenClosed() throws Exception {
    var table = ResultTable.open(file());
    table.close();

    assertThatThrownBy(() -> put(table, 1)).isInstanceOf(IOException.class);
  }
}
