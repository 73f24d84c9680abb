package dev.thresher.cli;

import dev.thresher.compare.Arm;
import dev.thresher.compare.Provenance;
import dev.thresher.host.FileTree;
import dev.thresher.host.Programs;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.task.Rows;
import dev.thresher.task.StageRows;
import dev.thresher.task.TaskBody;
import dev.thresher.trials.PythonProgram;
import dev.thresher.trials.PythonProgram.Look;
import dev.thresher.trials.PythonTrials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** {@code --python FILE} of a comparison: what Python's pools need, or why they are left out. */
final class PythonSide implements AutoCloseable {
  private static final String PROGRAM = "python3";
  private static final String USUAL_NAME = "task";

  private final Surroundings surroundings;
  private final @Nullable Path scratch;
  private final Optional<PythonTrials> trials;
  private final Optional<String> leftOut;

  private PythonSide(
      Surroundings surroundings,
      @Nullable Path scratch,
      Optional<PythonTrials> trials,
      Optional<String> leftOut) {
    this.surroundings = surroundings;
    this.scratch = scratch;
    this.trials = trials;
    this.leftOut = leftOut;
  }

  /**
   * @param file empty if it was not asked for
   * @throws Refusal if the file or the workload is nothing for Python's pools
   */
  static PythonSide of(Surroundings surroundings, Optional<Path> file, Plan plan)
      throws IOException, InterruptedException {
    if (file.isEmpty()) {
      return new PythonSide(surroundings, null, Optional.empty(), Optional.empty());
    }
    var argument = "--python " + file.get();
    if (!Files.isRegularFile(surroundings.directory().resolve(file.get()))) {
      throw refusal(argument, "there is no such file");
    }
    if (plan.stages().size() != 1 || !plan.derivations().isEmpty()) {
      throw refusal(
          argument, "pools of Python run one function over rows: the workload must have one stage");
    }
    var python = Programs.find(PROGRAM, surroundings.environment().getOrDefault("PATH", ""));
    return python.isEmpty()
        ? new PythonSide(surroundings, null, Optional.empty(), Optional.of(missing()))
        : opened(surroundings, python.get(), file.get(), plan);
  }

  private static String missing() {
    return "pools of Python were left out: there is no program "
        + PROGRAM
        + " on the PATH; install Python 3.8 or later";
  }

  private static PythonSide opened(Surroundings surroundings, Path python, Path file, Plan plan)
      throws IOException, InterruptedException {
    var scratch = Files.createTempDirectory("thresher-python-");
    var stage = plan.stages().getFirst();
    var asked = new PythonProgram.Asked(file.toString(), names(stage.spec().body()));
    var program = new PythonProgram(python, asked, surroundings.directory(), scratch);
    switch (program.look(arguments(surroundings, stage))) {
      case Look.Refused(String message) -> {
        FileTree.delete(scratch);
        throw Refusal.of(message);
      }
      case Look.Fits(Provenance.Python fits) -> {
        var trials = new PythonTrials(program, fits, scratch.resolve("rows.json"));
        var side = new PythonSide(surroundings, scratch, Optional.of(trials), Optional.empty());
        side.tasks(plan);
        return side;
      }
    }
  }

  /** What its function may be called: as in the workload, or as any. */
  private static List<String> names(TaskBody body) {
    var name =
        switch (body) {
          case TaskBody.Builtin builtin -> builtin.kind().replace('-', '_');
          case TaskBody.JavaMethod method -> method.method();
          case TaskBody.PythonFunction function -> function.function();
          case TaskBody.Command _, TaskBody.Closure _ -> USUAL_NAME;
        };
    return name.equals(USUAL_NAME) ? List.of(USUAL_NAME) : List.of(name, USUAL_NAME);
  }

  private static List<String> arguments(Surroundings surroundings, PlannedStage stage) {
    var rows = rows(surroundings, stage);
    var first = rows.size() == 0 ? Fields.NONE : rows.row(0);
    return new ArrayList<>(stage.spec().constants().with(first).entries().keySet());
  }

  private static Rows rows(Surroundings surroundings, PlannedStage stage) {
    return StageRows.of(
        stage.spec(), surroundings.services().kinds(), surroundings.services().records());
  }

  /** From now on trials run the tasks of this plan. */
  void tasks(Plan plan) throws IOException {
    if (trials.isPresent()) {
      var stage = plan.stages().getFirst();
      var rows = rows(surroundings, stage);
      trials
          .get()
          .tasks(
              stage.spec().constants(),
              LongStream.range(0, rows.size()).mapToObj(rows::row).iterator());
    }
  }

  /** Those of the arms that can be measured. */
  List<Arm> measurable(List<Arm> arms) {
    return trials.isPresent() ? arms : arms.stream().filter(arm -> !arm.isYardstick()).toList();
  }

  Optional<PythonTrials> trials() {
    return trials;
  }

  /** Why pools of Python that were asked for are not there, a sentence. */
  Optional<String> leftOut() {
    return leftOut;
  }

  @Override
  public void close() throws IOException {
    if (scratch != null) {
      FileTree.delete(scratch);
    }
  }

  private static Refusal refusal(String argument, String message) {
    return Refusal.of(List.of(Complaint.aboutArgument(argument, message)));
  }
}
