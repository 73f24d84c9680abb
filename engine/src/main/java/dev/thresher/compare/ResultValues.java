package dev.thresher.compare;

import dev.thresher.model.Counted;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Binary;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Real;
import dev.thresher.model.Value.Sequence;
import dev.thresher.model.Value.Text;
import dev.thresher.model.Value.Truth;
import dev.thresher.model.Value.Whole;
import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * Whether two languages mean the same. Whole numbers must be equal, and a real number equals a
 * whole one of its value. Real numbers are equal if they differ by no more than 1e-9 of the larger
 * one, or by 1e-12, as sums come about in another order. The order of fields does not matter.
 */
final class ResultValues {
  private static final double RELATIVE = 1e-9;
  private static final double ABSOLUTE = 1e-12;
  private static final int SHOWN = 60;

  private ResultValues() {}

  /** Where the two part first, with both values: {@code steps is 3 and 4}; empty if nowhere. */
  static Optional<String> difference(Value one, Value other) {
    return difference("", one, other);
  }

  private static Optional<String> difference(String at, Value one, Value other) {
    if (one instanceof Fields ones && other instanceof Fields others) {
      return ofFields(at, ones, others);
    }
    if (one instanceof Sequence ones && other instanceof Sequence others) {
      return ofSequences(at, ones, others);
    }
    return alike(one, other) ? Optional.empty() : Optional.of(shown(at, one, other));
  }

  private static Optional<String> ofFields(String at, Fields ones, Fields others) {
    var names = new LinkedHashSet<>(ones.entries().keySet());
    names.addAll(others.entries().keySet());
    return names.stream()
        .flatMap(name ->
            difference(
                at.isEmpty() ? name : at + "." + name,
                ones.find(name).orElse(Absent.ABSENT),
                others.find(name).orElse(Absent.ABSENT))
                .stream())
        .findFirst();
  }

  private static Optional<String> ofSequences(String at, Sequence ones, Sequence others) {
    int common = Math.min(ones.items().size(), others.items().size());
    for (int i = 0; i < common; i++) {
      var found = difference(at + "[" + i + "]", ones.items().get(i), others.items().get(i));
      if (found.isPresent()) {
        return found;
      }
    }
    return ones.items().size() == others.items().size()
        ? Optional.empty()
        : Optional.of(
            "%s has %s and %d"
                .formatted(
                    named(at),
                    Counted.of(ones.items().size(), "entry", "entries"),
                    others.items().size()));
  }

  private static boolean alike(Value one, Value other) {
    return switch (one) {
      case Whole(long value) when other instanceof Whole(long otherValue) -> value == otherValue;
      case Whole _, Real _ ->
          (other instanceof Whole || other instanceof Real)
              && areClose(one.asReal(), other.asReal());
      case Absent _, Truth _, Text _, Binary _, Sequence _, Fields _ -> one.equals(other);
    };
  }

  private static boolean areClose(double one, double other) {
    return Double.compare(one, other) == 0
        || one == other
        || Math.abs(one - other)
                <= Math.max(ABSOLUTE, RELATIVE * Math.max(Math.abs(one), Math.abs(other)))
            && Double.isFinite(one)
            && Double.isFinite(other);
  }

  private static String shown(String at, Value one, Value other) {
    return "%s is %s and %s".formatted(named(at), shown(one), shown(other));
  }

  private static String named(String at) {
    return at.isEmpty() ? "the result" : at;
  }

  private static String shown(Value value) {
    if (value instanceof Absent) {
      return "nothing";
    }
    var text = JsonText.of(value);
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
