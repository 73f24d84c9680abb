package dev.thresher.workload;

import dev.thresher.workload.CodeLookup.FoundCombiner;
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
import java.util.stream.Stream;

/** Reads {@code reduce}. */
final class ReduceReader {
  private static final Pattern CALL = Pattern.compile("([\\w-]+)\\s*(?:\\(\\s*([^()]*?)\\s*\\))?");
  private static final String COLUMN = "column";
  private static final String ALLOWED =
      "merge, a block of aggregates such as { total = sum(x), n = count }, or your own { java = Merge.java, method = merge }";

  private final Complaints complaints;
  private final KeyCheck keys;
  private final Scalars scalars;
  private final CodeLookup code;
  private final FileLookup files;

  ReduceReader(Complaints complaints, KeyCheck keys, CodeLookup code, FileLookup files) {
    this.complaints = complaints;
    this.keys = keys;
    this.scalars = new Scalars(complaints);
    this.code = code;
    this.files = files;
  }

  /**
   * What is reduced.
   *
   * @param columns of the rows; empty if they are not known
   * @param texts those that hold what is no number
   * @param results those that a task's result brings; empty if they are not known
   */
  record Table(List<String> columns, Set<String> texts, List<String> results) {}

  Reduction read(Node node, Table table) {
    if (node instanceof Scalar scalar && scalar.written().equals("merge")) {
      return new Reduction.Merge();
    }
    if (!(node instanceof Branch branch) || branch.children().isEmpty()) {
      scalars.complain(node, "reduce", ALLOWED);
      return new Reduction.Unsaid();
    }
    return isMethod(branch) ? method(branch, table) : aggregates(branch, table);
  }

  // An aggregate may be called java, too.
  private static boolean isMethod(Branch branch) {
    return Stream.of(JavaCodeReader.SOURCE, JavaCodeReader.TYPE)
        .flatMap(key -> branch.find(key).stream())
        .anyMatch(node -> !(node instanceof Scalar scalar) || !isAggregate(scalar));
  }

  private static boolean isAggregate(Scalar scalar) {
    var call = CALL.matcher(scalar.written().strip());
    return call.matches() && WorkloadKeys.FUNCTIONS.contains(call.group(1));
  }

  private Reduction method(Branch branch, Table table) {
    keys.check(branch, " in reduce", WorkloadKeys.REDUCE, List.of());
    var wanted = new JavaCodeReader(files, complaints).read(branch, 0);
    if (wanted.isEmpty()) {
      return new Reduction.Unsaid();
    }
    return switch (code.combiner(wanted.get())) {
      case FoundCombiner.Refused(var reasons) -> {
        reasons.forEach(complaints::add);
        yield new Reduction.Unsaid();
      }
      case FoundCombiner.Method found ->
          new Reduction.Method(
              found.method(), column(branch, found, table), found.columns(), found.texts());
    };
  }

  /** Whose values are combined; empty for records, which are made of whole rows. */
  private String column(Branch branch, FoundCombiner.Method found, Table table) {
    var said = branch.find(COLUMN);
    if (found.takesRecords()) {
      said.ifPresent(node ->
          complaints.add(node.origin(), "the method takes records, which are made of whole rows"));
      if (!table.columns().isEmpty()) {
        found.columns().forEach(name -> checkColumn(branch, name, table.columns()));
      }
      return "";
    }
    if (said.isPresent()) {
      var name = scalars.text(said.get(), COLUMN).orElse("");
      checkColumn(said.get(), name, table.columns());
      return name;
    }
    if (table.results().size() == 1) {
      return table.results().getFirst();
    }
    complaints.add(
        branch.origin(),
        "the method combines values of one column: say which, with column = NAME%s"
            .formatted(
                table.columns().isEmpty() ? "" : ", of " + String.join(", ", table.columns())));
    return "";
  }

  private void checkColumn(Node node, String column, List<String> columns) {
    if (!column.isEmpty() && !columns.isEmpty() && !columns.contains(column)) {
      complaints.addMisspelling(
          node.origin(),
          "there is no column %s for the method; there are %s"
              .formatted(Shown.quoted(column), Shown.list(columns)),
          column,
          columns);
    }
  }

  private Reduction aggregates(Branch branch, Table table) {
    var aggregates = new ArrayList<Aggregate>();
    branch
        .children()
        .forEach((name, call) ->
            aggregate(name, call, table.columns())
                .filter(known -> hasNumbers(call, known, table.texts()))
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
              .formatted(Shown.quoted(column), Shown.list(columns)),
          column,
          columns);
      return false;
    }
    return true;
  }
}
