package dev.thresher.workload;

import dev.thresher.workload.Reduction.Aggregate;
import dev.thresher.workload.Reduction.Function;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code reduce}. */
final class ReduceReader {
  private static final Pattern CALL = Pattern.compile("([\\w-]+)\\s*(?:\\(\\s*([^()]*?)\\s*\\))?");
  private static final String ALLOWED =
      "merge, or a block of aggregates such as { total = sum(x), n = count }";

  private final Complaints complaints;
  private final Scalars scalars;

  ReduceReader(Complaints complaints) {
    this.complaints = complaints;
    this.scalars = new Scalars(complaints);
  }

  /**
   * @param columns what can be aggregated; empty if that is not known, because the kind is wrong
   * @param texts those that hold what is no number
   */
  Reduction read(Node node, List<String> columns, Set<String> texts) {
    if (node instanceof Scalar scalar && scalar.written().equals("merge")) {
      return new Reduction.Merge();
    }
    if (!(node instanceof Branch branch) || branch.children().isEmpty()) {
      scalars.complain(node, "reduce", ALLOWED);
      return new Reduction.Unsaid();
    }
    var aggregates = new ArrayList<Aggregate>();
    branch
        .children()
        .forEach((name, call) ->
            aggregate(name, call, columns)
                .filter(known -> hasNumbers(call, known, texts))
                .ifPresent(aggregates::add));
    return new Reduction.Aggregates(aggregates);
  }

  private Optional<Aggregate> aggregate(String name, Node node, List<String> columns) {
    if (!(node instanceof Scalar scalar)) {
      scalars.complain(node, name, "an aggregate such as sum(x)");
      return Optional.empty();
    }
    var call = CALL.matcher(scalar.written().strip());
    if (!call.matches()) {
      scalars.complain(node, name, "an aggregate such as sum(x)");
      return Optional.empty();
    }
    if (!WorkloadKeys.FUNCTIONS.contains(call.group(1))) {
      complainOfFunction(scalar, call.group(1));
      return Optional.empty();
    }
    var function = Function.valueOf(call.group(1).toUpperCase(Locale.ROOT));
    var column = Optional.ofNullable(call.group(2)).orElse("");
    return isFitting(scalar, function, column, columns)
        ? Optional.of(new Aggregate(name, function, column))
        : Optional.empty();
  }

  private void complainOfFunction(Scalar scalar, String function) {
    complaints.addMisspelling(
        scalar.origin(),
        "unknown aggregate %s; allowed are %s"
            .formatted(Shown.quoted(function), String.join(", ", WorkloadKeys.FUNCTIONS)),
        function,
        WorkloadKeys.FUNCTIONS);
  }

  private boolean hasNumbers(Node node, Aggregate aggregate, Set<String> texts) {
    boolean takesAnything =
        switch (aggregate.function()) {
          case COUNT, FIRST, LAST -> true;
          case SUM, MEAN, MIN, MAX -> false;
        };
    if (takesAnything || !texts.contains(aggregate.column())) {
      return true;
    }
    complaints.add(
        node.origin(),
        "%s needs numbers, but the column %s holds others; count, first and last take anything"
            .formatted(node.described(), Shown.quoted(aggregate.column())));
    return false;
  }

  private boolean isFitting(Scalar scalar, Function function, String column, List<String> columns) {
    if (function == Function.COUNT || column.isEmpty()) {
      boolean fits = (function == Function.COUNT) == column.isEmpty();
      if (!fits) {
        var allowed = function == Function.COUNT ? "count" : scalar.written() + "(column)";
        complaints.add(scalar.origin(), "%s is written %s".formatted(scalar.described(), allowed));
      }
      return fits;
    }
    if (!columns.isEmpty() && !columns.contains(column)) {
      complaints.addMisspelling(
          scalar.origin(),
          "there is no column %s to aggregate; there are %s"
              .formatted(Shown.quoted(column), String.join(", ", columns)),
          column,
          columns);
      return false;
    }
    return true;
  }
}
