package dev.thresher.runtime;

import dev.thresher.data.StoredRecords;
import dev.thresher.execute.bodies.RunPlace;
import dev.thresher.execute.bodies.TaskBodies;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskId;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.StageRows;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Workload files beside the user's own code in a directory of the test. */
final class UserTasks {
  private final WorkloadDirectory files;
  private final TaskBodies bodies;

  UserTasks(Path directory) {
    this.files = new WorkloadDirectory(directory);
    var place = new RunPlace(new RunId("test"), directory.toAbsolutePath().resolve("staging"));
    this.bodies = new TaskBodies(BuiltinKinds.load(), place);
  }

  UserTasks with(String file, String text) throws IOException {
    files.write(file, text);
    return this;
  }

  /** What is wrong with a workload, a line each. */
  List<String> complaints(String workload) throws IOException {
    return files.complaints(workload);
  }

  /** The only stage of a workload, whose code can be run. */
  Stage stage(String workload) throws IOException {
    var spec = files.ready(workload).plan().stages().getFirst().spec();
    return new Stage(spec, bodies.codeOf(spec.body()), bodies);
  }

  record Stage(StageSpec spec, TaskKind kind, TaskBodies bodies) {
    Value run(long index) throws Exception {
      var row = StageRows.of(spec, bodies, new StoredRecords()).row(index);
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
    public boolean mayStartAgain() {
      return true;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }
  }
}
