package dev.thresher.plan;

import dev.thresher.task.TaskBody;
import dev.thresher.workload.Workload;
import dev.thresher.workload.WorkloadQuery;
import dev.thresher.workload.WorkloadStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which stage needs which, as the user wrote it: stages with tasks in the order of the plan, then
 * those without.
 */
public record StageGraph(String name, List<Node> nodes, List<Edge> edges) {
  public StageGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /**
   * One stage.
   *
   * @param output as the user named it
   * @param isResult whether its result is that of the run
   */
  public record Node(String name, Work work, Optional<String> output, boolean isResult) {}

  /** What a stage does. */
  public sealed interface Work {
    record Tasks(TaskBody body, long count) implements Work {}

    /** How many they are is known during the run. */
    record TaskARow(TaskBody body) implements Work {}

    /**
     * @param by empty for one group of all rows
     */
    record Grouped(List<String> by) implements Work {}

    record Joined(List<String> on) implements Work {}
  }

  /**
   * @param takesRows whether {@code to} takes the rows of {@code from}; otherwise it only waits
   */
  public record Edge(String from, String to, boolean takesRows) {}

  public static StageGraph of(Workload workload, Plan plan) {
    var nodes = new ArrayList<Node>();
    var edges = new ArrayList<Edge>();
    for (var stage : workload.stages()) {
      nodes.add(node(stage, nodes.size(), workload, plan));
      stage.from().ifPresent(from -> edges.add(new Edge(from, stage.name(), true)));
      stage.after().forEach(other -> edges.add(new Edge(other, stage.name(), false)));
    }
    for (var query : workload.queries()) {
      nodes.add(node(query, workload));
      query.from().forEach(from -> edges.add(new Edge(from, query.name(), true)));
    }
    return new StageGraph(workload.name(), nodes, edges);
  }

  private static Node node(WorkloadStage stage, int number, Workload workload, Plan plan) {
    var work =
        stage.from().isPresent()
            ? new Work.TaskARow(stage.body())
            : new Work.Tasks(stage.body(), plan.stages().get(number).size());
    return new Node(
        stage.name(),
        work,
        stage.output().map(output -> output.path()),
        stage.name().equals(workload.result()));
  }

  private static Node node(WorkloadQuery query, Workload workload) {
    var work =
        switch (query.operation()) {
          case WorkloadQuery.Operation.Grouped(var by, _) -> new Work.Grouped(by);
          case WorkloadQuery.Operation.Joined(var on) -> new Work.Joined(on);
        };
    return new Node(
        query.name(),
        work,
        query.output().map(output -> output.path()),
        query.name().equals(workload.result()));
  }
}
