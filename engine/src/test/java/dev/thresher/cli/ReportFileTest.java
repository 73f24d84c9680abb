package dev.thresher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  @TempDir Path directory;

  @Test
  void aReportIsWrittenAndNothingElseIsLeft() throws IOException {
    var target = directory.resolve("out.html");
    var report = new ReportFile(target, false);
    report.refuseIfInTheWay("--report");
    report.write("<p>1 µs</p>");
    assertThat(target).hasContent("<p>1 µs</p>");
    assertThat(directory).isDirectoryContaining(target::equals);
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void whatExistsIsRefusedBeforeAnythingStarts() throws IOException {
    var target = Files.writeString(directory.resolve("out.html"), "mine");
    var report = new ReportFile(target, false);
    assertThatThrownBy(() -> report.refuseIfInTheWay("--report"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("--report: ", "out.html exists already");
    assertThatThrownBy(() -> report.write("other")).isInstanceOf(Refusal.class);
    assertThat(target).hasContent("mine");
  }

  @Test
  void itIsReplacedIfAsked() throws IOException {
    var target = Files.writeString(directory.resolve("out.html"), "old");
    var report = new ReportFile(target, true);
    report.refuseIfInTheWay("--report");
    report.write("new");
    assertThat(target).hasContent("new");
  }
}
