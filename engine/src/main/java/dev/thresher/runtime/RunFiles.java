package dev.thresher.runtime;

import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEvent;
import dev.thresher.model.RunEvent.RunEnded;
import dev.thresher.plan.Plan;
import dev.thresher.report.PlanJson;
import dev.thresher.report.ReportJson;
import dev.thresher.report.RunRecording;
import dev.thresher.rundir.JsonFile;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StatusFile;
import java.io.IOException;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a run directory says of its run: {@code plan.json} at once, {@code status.json} while
 * it lasts, {@code report.json} when the last event comes, and a post-mortem of each lost worker.
 * Listens before anybody else does, so that the files are there when others hear of the end. A full
 * disk is logged and does not end the run.
 */
public final class RunFiles implements RunListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunFiles.class);

  private final RunDirectory directory;
  private final RunRecording recording;
  private final StatusFile status;
  private final PostMortems postMortems;

  private RunFiles(
      RunDirectory directory, RunRecording recording, StatusFile status, PostMortems postMortems) {
    this.directory = directory;
    this.recording = recording;
    this.status = status;
    this.postMortems = postMortems;
  }

  /**
   * @throws IOException if the directory cannot be written to
   */
  public static RunFiles begin(RunDirectory directory, Plan plan, BackendKind backend)
      throws IOException {
    // Of a run that is resumed: it has not ended any more.
    Files.deleteIfExists(directory.report());
    JsonFile.write(directory.plan(), PlanJson.of(plan));
    return new RunFiles(
        directory,
        new RunRecording(plan.name(), plan.stageNames(), backend),
        StatusFile.begin(directory, plan.name()),
        new PostMortems(directory, plan.stageNames()));
  }

  @Override
  public void on(RunEvent event) {
    recording.on(event);
    postMortems.on(event);
    if (event instanceof RunEnded) {
      writeReport();
    }
    status.on(event);
  }

  private void writeReport() {
    try {
      JsonFile.write(directory.report(), ReportJson.of(recording.report()));
    } catch (IOException full) {
      LOG.error("cannot write {}: {}", directory.report(), full.toString());
    }
  }

  @Override
  public void close() {
    status.close();
  }
}
