package dev.thresher.runtime;

import dev.thresher.data.StoredRecords;
import dev.thresher.execute.bodies.RunPlace;
import dev.thresher.execute.bodies.TaskBodies;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskId;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.task.RecordFiles;
import dev.thresher.task.StageRows;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import dev.thresher.workload.Overrides;
import dev.thresher.workload.hocon.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Workload files beside the user's own code in a directory of the test. */
final class UserTasks {
  private final Path directory;
  private final TaskBodies bodies;

  UserTasks(Path directory) {
    this.directory = directory.toAbsolutePath();
    var place = new RunPlace(new RunId("test"), this.directory.resolve("staging"));
    this.bodies = new TaskBodies(BuiltinKinds.load(), place);
  }

  UserTasks with(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
    return this;
  }

  private Loaded load(String workload) throws IOException {
    var file = Files.writeString(directory.resolve("w.conf"), workload);
    return new WorkloadLoader(BuiltinKinds.load(), new StoredRecords(), directory)
        .load(
            directory.relativize(file),
            new Overrides(List.of(), Optional.empty(), OptionalInt.empty()));
  }

  /** What is wrong with a workload, a line each. */
  List<String> complaints(String workload) throws IOException {
    return switch (load(workload)) {
      case Loaded.Refused(var complaints) -> complaints.stream().map(Complaint::render).toList();
      case Loaded.Ready ready -> throw new AssertionError("accepted: " + ready);
    };
  }

  /** The only stage of a workload, whose code can be run. */
  Stage stage(String workload) throws IOException {
    return switch (load(workload)) {
      case Loaded.Refused(var complaints) -> throw new AssertionError(complaints);
      case Loaded.Ready ready -> {
        var spec = ready.plan().stages().getFirst().spec();
        yield new Stage(spec, bodies.codeOf(spec.body()), bodies);
      }
    };
  }

  record Stage(StageSpec spec, TaskKind kind, TaskBodies bodies) {
    Value run(long index) throws Exception {
      var row = StageRows.of(spec, bodies, RecordFiles.NONE).row(index);
      return kind.run(spec.constants().with(row), new Context(new TaskId(0, index)));
    }

    Fields run() throws Exception {
      return run(0).asFields();
    }
  }

  private record Context(TaskId task) implements TaskContext {
    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }
  }
}
