package dev.thresher.workload;

import dev.thresher.task.Semantics;
import dev.thresher.task.WorkerShare;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Function;

/** Reads how the tasks of a stage are run. */
final class ControlsReader {
  private static final int MOST_AT_ONCE = 1_000_000;
  private static final int HIGHEST_PRIORITY = 1000;

  private final Complaints complaints;
  private final Scalars scalars;
  private final RetriesReader retries;
  private final boolean halts;

  /**
   * @param halts whether the file says when failures end the run
   */
  ControlsReader(Complaints complaints, KeyCheck keys, boolean halts) {
    this.complaints = complaints;
    this.halts = halts;
    this.scalars = new Scalars(complaints);
    this.retries = new RetriesReader(complaints, keys);
  }

  /**
   * @param stage what stands beside the task, or is inherited from the top; what stands in the task
   *     goes before it
   */
  StageControls read(Branch stage, Branch task) {
    var semantics = nearest(task, stage, "semantics", this::semantics);
    var deadline = task.find("deadline").flatMap(node -> scalars.duration(node, "deadline"));
    var again = nearest(task, stage, "retries", retries::read);
    return new StageControls(semantics, deadline, again, onError(stage), share(stage));
  }

  private ErrorRule onError(Branch stage) {
    var said =
        stage.find("on-error").flatMap(node -> scalars.choice(node, "on-error", ErrorRule.class));
    if (halts && said.filter(ErrorRule.FAIL_FAST::equals).isPresent()) {
      complaints.add(
          stage.find("on-error").orElseThrow().origin(),
          "on-error = fail-fast ends the run with the first failure, so halt would never count:"
              + " leave one of them out");
    }
    return said.orElse(halts ? ErrorRule.COLLECT : ErrorRule.FAIL_FAST);
  }

  /** Complains of what is wrong with those at the top, also if every stage has its own. */
  void check(Branch top) {
    var _ = read(top, new Branch(top.origin(), new LinkedHashMap<>()));
  }

  /** Both are read, so that whatever is wrong in one of them is said. */
  private static <T> Optional<T> nearest(
      Branch task, Branch stage, String key, Function<Node, Optional<T>> reader) {
    var own = task.find(key).flatMap(reader);
    var shared = stage.find(key).flatMap(reader);
    return own.or(() -> shared);
  }

  private Optional<Semantics> semantics(Node node) {
    return scalars.choice(node, "semantics", Semantics.class);
  }

  private WorkerShare share(Branch stage) {
    return new WorkerShare(
        whole(stage, "max-parallel", 1, MOST_AT_ONCE, WorkerShare.UNLIMITED),
        whole(stage, "priority", -HIGHEST_PRIORITY, HIGHEST_PRIORITY, 0));
  }

  private int whole(Branch stage, String key, int least, int most, int absent) {
    return stage
        .find(key)
        .map(node -> Math.toIntExact(scalars.whole(node, key, least, most).orElse(absent)))
        .orElse(absent);
  }
}
