package dev.thresher.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BatchId;
import dev.thresher.model.Bytes;
import dev.thresher.model.Failure;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.task.ClassPath;
import dev.thresher.task.FilesHere;
import dev.thresher.task.Inputs;
import dev.thresher.task.RecordFiles;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks whose files have to come first. */
class AwaitedFilesTest {
  private static final long HOUR = 3_600_000_000_000L;

  @TempDir Path directory;

  private final AtomicReference<@Nullable RunningTask> running = new AtomicReference<>();
  private final List<Boolean> overdue = new ArrayList<>();
  private final List<TaskId> printed = new ArrayList<>();

  private void look() {
    var task = running.get();
    overdue.add(task != null && task.isOverdue(System.nanoTime() + HOUR));
  }

  /** Sees nothing of the coordinator's, and takes a look while somebody waits. */
  private final class Slow implements FilesHere {
    @Override
    public boolean areShared() {
      return false;
    }

    @Override
    public StageHere of(StageSpec planned, RecordFiles records) {
      look();
      return new StageHere() {
        @Override
        public StageSpec spec() {
          return planned;
        }

        @Override
        public RecordFiles records() {
          return records;
        }

        @Override
        public boolean mayWait() {
          return true;
        }

        @Override
        public Fields row(TaskId task, Fields row) {
          look();
          return row;
        }
      };
    }

    @Override
    public String text(TaskId task, String text) {
      return text;
    }

    @Override
    public String staged(Path made) {
      return made.toString();
    }

    @Override
    public Payload sent(Payload made) {
      return made;
    }

    @Override
    public Payload received(int stage, Payload given) {
      look();
      return given;
    }

    @Override
    public Payload received(TaskId task, Payload given) {
      look();
      return given;
    }

    @Override
    public void printed(TaskId task) {
      printed.add(task);
    }
  }

  @Test
  void theTimeThatFilesTakeIsNotTheTasks() {
    try (var output = TaskOutput.install(directory)) {
      var code =
          new TaskCode(
              BuiltinKinds.load(),
              RecordFiles.NONE,
              ResultForm.SHARED,
              output,
              StartJournal.NONE,
              Closures.NONE,
              new Slow());
      code.learn(
          new StageSpec(
              0,
              "s",
              new TaskBody.Builtin("sleep", 1),
              Fields.of("tasks", Value.of(1)).with("millis", Value.of(1)),
              new Inputs.Divided(),
              Semantics.AT_LEAST_ONCE,
              HOUR / 2));
      var batch = new RunTasks(1, new BatchId(1), new TaskRange(0, 0, 1), 1, false, List.of());
      var result = code.run(batch, 0, running::set);
      assertThat(result.outcome()).isInstanceOf(Outcome.Completed.class);
      assertThat(overdue).containsExactly(false, false);
      assertThat(printed).containsExactly(new TaskId(0, 0));
      look();
      assertThat(overdue.getLast()).as("afterwards").isTrue();
    }
  }

  @Test
  void norIsTheTimeThatAnArgumentTakes() {
    var argument = new Payload.Inline("t", Bytes.utf8("argument"));
    try (var output = TaskOutput.install(directory)) {
      var code =
          new TaskCode(
              BuiltinKinds.load(),
              RecordFiles.NONE,
              ResultForm.SHARED,
              output,
              StartJournal.NONE,
              _ -> new Echo(),
              new Slow());
      code.learn(
          new StageSpec(
              0,
              "s",
              new TaskBody.Closure(ClassPath.NONE, Optional.of(argument)),
              Fields.NONE,
              new Inputs.Given(),
              Semantics.AT_LEAST_ONCE,
              HOUR / 2));
      var batch =
          new RunTasks(1, new BatchId(1), new TaskRange(0, 0, 1), 1, false, List.of(argument));
      var result = code.run(batch, 0, running::set);
      assertThat(result.outcome()).isEqualTo(new Outcome.Completed(argument));
      assertThat(overdue).as("stage, function, argument").containsExactly(false, false, false);
    }
  }

  private static final class Echo implements Closures.Callee {
    @Override
    public Payload call(Payload argument, Closures.Preparing preparing) {
      return argument;
    }

    @Override
    public Failure failure(Throwable thrown) {
      return Failure.of(thrown);
    }
  }
}
