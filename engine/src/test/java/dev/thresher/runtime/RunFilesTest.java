package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BackendKind;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Plans;
import dev.thresher.report.RunEvents;
import dev.thresher.report.StoredReport;
import dev.thresher.rundir.JsonFile;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StateDirectory;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
  @TempDir Path temporary;

  @Test
  void writesPlanStatusAndReport() throws Exception {
    var state = new StateDirectory(temporary.resolve("thresher"));
    try (var directory = RunDirectory.create(state, "sums", Instant.now());
        var files = RunFiles.begin(directory, Plans.sums(), BackendKind.PROCESSES)) {
      assertThat(JsonFile.read(directory.plan()).text("name")).isEqualTo("sums");
      assertThat(JsonFile.read(directory.status()).text("state")).isEqualTo("starting");
      assertThat(directory.report()).doesNotExist();
      RunEvents.processesWithFailures().forEach(files::on);
      Fields report = JsonFile.read(directory.report());
      assertThat(StoredReport.of(report))
          .isEqualTo(RunEvents.reportOf(RunEvents.processesWithFailures()));
      assertThat(JsonFile.read(directory.status()).text("state")).isEqualTo("ended");
    }
  }
}
