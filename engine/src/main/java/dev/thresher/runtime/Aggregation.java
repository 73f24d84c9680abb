package dev.thresher.runtime;

import dev.thresher.model.JsonText;
import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Combination.Aggregate;
import dev.thresher.plan.Combination.Aggregate.Function;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What a few aggregates make of rows. A row without a value in a column does not count for the
 * aggregates of that column.
 *
 * @param stage whose aggregates they are, for messages
 */
record Aggregation(String stage, List<Aggregate> aggregates) implements RowFold<Aggregation.Parts> {
  private static final int SHOWN_CHARS = 200;

  /** One aggregate over some rows. */
  private sealed interface Part {
    /** No row had a value. */
    record Nothing() implements Part {}

    record Count(long rows) implements Part {}

    record Sum(Total total, long rows) implements Part {}

    /** One of the values that were there. */
    record Chosen(Value value) implements Part {}
  }

  /** All aggregates over some rows. */
  record Parts(List<Part> parts) {}

  /**
   * @throws UnfitResultException naming stage, aggregate and row, if a value is of no use to it
   */
  @Override
  public Parts of(Fields row) {
    return new Parts(aggregates.stream().map(aggregate -> part(aggregate, row)).toList());
  }

  @Override
  public Optional<Fields> finishNothing() {
    var parts =
        aggregates.stream()
            .<Part>map(
                one -> one.function() == Function.COUNT ? new Part.Count(0) : new Part.Nothing())
            .toList();
    return Optional.of(finish(new Parts(parts)));
  }

  private Part part(Aggregate aggregate, Fields row) {
    if (aggregate.function() == Function.COUNT) {
      return new Part.Count(1);
    }
    var value = row.find(aggregate.column()).orElse(Value.Absent.ABSENT);
    if (value instanceof Value.Absent) {
      return new Part.Nothing();
    }
    return switch (aggregate.function()) {
      case SUM, MEAN -> new Part.Sum(Total.of(number(aggregate, value, row)), 1);
      case MIN, MAX -> new Part.Chosen(number(aggregate, value, row));
      case FIRST, LAST -> new Part.Chosen(value);
      case COUNT -> throw new IllegalStateException("count takes no column: " + aggregate);
    };
  }

  private Value number(Aggregate aggregate, Value value, Fields row) {
    if (value instanceof Value.Whole || value instanceof Value.Real) {
      return value;
    }
    var text = JsonText.of(row);
    var shown = text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "…" : text;
    throw new UnfitResultException(
        "stage %s: %s needs numbers, but %s is %s in the row %s; let the tasks give a number or nothing there, or use count, first or last"
            .formatted(
                stage,
                called(aggregate),
                aggregate.column(),
                PrintableText.escape(JsonText.of(value)),
                PrintableText.escape(shown)));
  }

  private static String called(Aggregate aggregate) {
    var function = aggregate.function().name().toLowerCase(java.util.Locale.ROOT);
    return function + "(" + aggregate.column() + ")";
  }

  /** Associative up to rounding. */
  @Override
  public Parts combine(Parts left, Parts right) {
    var both = new Part[aggregates.size()];
    for (int i = 0; i < both.length; i++) {
      both[i] = combine(aggregates.get(i).function(), left.parts.get(i), right.parts.get(i));
    }
    return new Parts(List.of(both));
  }

  private static Part combine(Function function, Part left, Part right) {
    return switch (left) {
      case Part.Nothing _ -> right;
      case Part _ when right instanceof Part.Nothing -> left;
      case Part.Count(long rows) -> new Part.Count(rows + ((Part.Count) right).rows());
      case Part.Sum(Total total, long rows) -> {
        var other = (Part.Sum) right;
        yield new Part.Sum(total.plus(other.total()), rows + other.rows());
      }
      case Part.Chosen(Value value) -> {
        var other = ((Part.Chosen) right).value();
        yield new Part.Chosen(isKept(function, value, other) ? value : other);
      }
    };
  }

  private static boolean isKept(Function function, Value left, Value right) {
    return switch (function) {
      case MIN -> isInOrder(left, right);
      case MAX -> isInOrder(right, left);
      case LAST -> false;
      case FIRST, COUNT, SUM, MEAN -> true;
    };
  }

  private static boolean isInOrder(Value least, Value most) {
    return least instanceof Value.Whole(long a) && most instanceof Value.Whole(long b)
        ? a <= b
        : least.asReal() <= most.asReal();
  }

  @Override
  public Fields finish(Parts combined) {
    var fields = new LinkedHashMap<String, Value>();
    for (int i = 0; i < aggregates.size(); i++) {
      boolean isMean = aggregates.get(i).function() == Function.MEAN;
      fields.put(aggregates.get(i).name(), finish(combined.parts.get(i), isMean));
    }
    return new Fields(fields);
  }

  private static Value finish(Part part, boolean isMean) {
    return switch (part) {
      case Part.Nothing _ -> Value.Absent.ABSENT;
      case Part.Count(long rows) -> Value.of(rows);
      case Part.Sum(Total total, long rows) when isMean -> Value.of(total.asReal() / rows);
      case Part.Sum(Total total, long _) -> total.value();
      case Part.Chosen(Value value) -> value;
    };
  }
}
