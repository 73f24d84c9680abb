package dev.thresher.plan;

import dev.thresher.workload.OutputRequest;
import dev.thresher.workload.Workload;
import dev.thresher.workload.WorkloadQuery;
import dev.thresher.workload.WorkloadStage;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which stages with tasks are behind a name: a stage without tasks is whole when those are that its
 * rows come from.
 *
 * @param earlier stages that are planned already
 */
record Ancestors(Workload workload, List<PlannedStage> earlier) {
  Dependence dependence(WorkloadStage stage) {
    var numbers = new TreeSet<Integer>();
    stage.after().forEach(name -> numbers.addAll(of(name)));
    if (stage.from().isPresent()) {
      numbers.addAll(of(stage.from().get()));
      var table = stage.from().get();
      boolean namesFiles = stage.output().filter(Ancestors::isPerTask).isPresent();
      return new Dependence.RowsOf(
          table, List.copyOf(numbers), namesFiles ? OptionalInt.empty() : growing(table));
    }
    return numbers.isEmpty() ? new Dependence.None() : new Dependence.AllOf(List.copyOf(numbers));
  }

  /**
   * The stage of that name if what follows it can start on its first rows. Only where a failure
   * leaves out its row and nothing else: with any other rule for failures a row would be no promise
   * that the tasks over it are to start. And only if it is known what a row holds: otherwise that
   * is told by all of them together. Nor where each task makes a file: all rows together tell
   * whether two tasks would make the same one.
   */
  private OptionalInt growing(String table) {
    return earlier.stream()
        .filter(stage -> stage.spec().name().equals(table))
        .filter(stage -> stage.onError() == OnError.SKIP)
        .filter(stage ->
            stage.combination() instanceof Combination.Table(var columns) && !columns.isEmpty())
        .mapToInt(stage -> stage.spec().stage())
        .findFirst();
  }

  private static boolean isPerTask(OutputRequest output) {
    return output.format() == OutputRequest.Format.PER_TASK;
  }

  private TreeSet<Integer> of(String name) {
    var numbers = new TreeSet<Integer>();
    IntStream.range(0, earlier.size())
        .filter(number -> earlier.get(number).spec().name().equals(name))
        .forEach(numbers::add);
    workload.queries().stream()
        .filter(query -> query.name().equals(name))
        .flatMap((WorkloadQuery query) -> query.from().stream())
        .forEach(from -> numbers.addAll(of(from)));
    return numbers;
  }
}
