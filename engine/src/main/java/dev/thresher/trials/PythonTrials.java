package dev.thresher.trials;

import dev.thresher.compare.Inside;
import dev.thresher.compare.Inside.Phases;
import dev.thresher.compare.Inside.TaskTimes;
import dev.thresher.compare.Provenance;
import dev.thresher.compare.PythonPool;
import dev.thresher.compare.Trial.Ending;
import dev.thresher.data.JsonReader;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;

/** Trials by pools of Python: how they are started and what they report. */
public final class PythonTrials {
  private final PythonProgram program;
  private final Provenance.Python python;
  private final Path rows;

  /**
   * @param python what a look at the program has told
   * @param rows a file to keep the tasks in
   */
  public PythonTrials(PythonProgram program, Provenance.Python python, Path rows) {
    this.program = program;
    this.python = python;
    this.rows = rows;
  }

  /**
   * From now on trials run these tasks; to be called before the first trial.
   *
   * @param constants that each task is given besides its row
   */
  public void tasks(Fields constants, Iterator<Fields> each) throws IOException {
    PythonRows.write(rows, constants, each);
  }

  public Provenance.Python python() {
    return python;
  }

  Process start(PythonPool pool, int workers, Path report, Path out) throws IOException {
    return program.start(python, pool, workers, rows, report, out);
  }

  /**
   * What a run tells of itself.
   *
   * @param inside empty unless it completed
   */
  record Told(Ending ending, Optional<Inside> inside) {}

  /**
   * @param seconds from its start to its exit
   * @param lastWords of its output, or nothing
   */
  static Told told(Path report, int exitCode, double seconds, int workers, String lastWords)
      throws IOException {
    if (!Files.exists(report)) {
      return failed(
          exitCode, "ended with exit code " + exitCode + " and without a report" + lastWords);
    }
    var fields = JsonReader.object(Files.readAllBytes(report));
    var message = fields.find("message");
    if (message.isPresent()) {
      return failed(exitCode, message.get().asText());
    }
    var result = fields.get("result");
    return new Told(
        new Ending.Completed(
            ResultDigest.of(result),
            fields.truth("reduced") ? Optional.of(result) : Optional.empty()),
        Optional.of(inside(fields, seconds, workers)));
  }

  private static Told failed(int exitCode, String sentence) {
    return new Told(new Ending.Failed(exitCode, sentence), Optional.empty());
  }

  private static Inside inside(Fields fields, double seconds, int workers) {
    return new Inside(
        phases(fields.get("phases").asFields(), seconds),
        OptionalInt.of(workers),
        fields.whole("tasks"),
        fields.real("taskSeconds"),
        taskTimes(fields),
        Optional.empty(),
        0,
        0);
  }

  private static Phases phases(Fields phases, double seconds) {
    double gathering = phases.real("gathering");
    double working = phases.real("working");
    double ending = phases.real("ending");
    return new Phases(
        Math.max(0, seconds - gathering - working - ending), gathering, working, ending);
  }

  private static Optional<TaskTimes> taskTimes(Fields fields) {
    var times = fields.get("taskTimes");
    return times instanceof Absent ? Optional.empty() : Optional.of(taskTimesOf(times.asFields()));
  }

  private static TaskTimes taskTimesOf(Fields times) {
    return new TaskTimes(
        times.real("median"), times.real("p90"), times.real("p99"), times.real("longest"));
  }
}
