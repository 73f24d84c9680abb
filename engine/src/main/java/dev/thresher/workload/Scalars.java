package dev.thresher.workload;

import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Broken;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Numbers;
import dev.thresher.workload.hocon.Shown;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads values of a known form; empty means that a complaint has been made. */
final class Scalars {
  private final Complaints complaints;

  Scalars(Complaints complaints) {
    this.complaints = complaints;
  }

  Optional<String> text(Node node, String what) {
    if (node instanceof Scalar scalar && !scalar.written().isBlank()) {
      return Optional.of(scalar.written());
    }
    complain(node, what, "a text");
    return Optional.empty();
  }

  OptionalLong whole(Node node, String what, long least, long most) {
    if (node instanceof Scalar scalar) {
      var whole = Numbers.whole(scalar.written());
      if (whole.isPresent() && whole.getAsLong() >= least && whole.getAsLong() <= most) {
        return whole;
      }
    }
    complain(node, what, "a whole number from " + least + " to " + most);
    return OptionalLong.empty();
  }

  OptionalDouble number(Node node, String what, long least, long most) {
    if (node instanceof Scalar scalar && Numbers.isNumber(scalar.written())) {
      double number = Double.parseDouble(scalar.written());
      if (number >= least && number <= most) {
        return OptionalDouble.of(number);
      }
    }
    complain(node, what, "a number from " + least + " to " + most);
    return OptionalDouble.empty();
  }

  /** Longer than nothing. */
  Optional<Duration> duration(Node node, String what) {
    return duration(node, what, Duration::isPositive);
  }

  /** A duration, or none: {@code 0s}. */
  Optional<Duration> pause(Node node, String what) {
    return duration(node, what, _ -> true);
  }

  private Optional<Duration> duration(Node node, String what, Predicate<Duration> fits) {
    if (node instanceof Scalar scalar) {
      var duration = DurationText.parse(scalar.written()).filter(fits);
      if (duration.isPresent()) {
        return duration;
      }
    }
    complain(node, what, DurationText.ALLOWED);
    return Optional.empty();
  }

  /** In bytes, at least 1. */
  Optional<Long> size(Node node, String what) {
    if (node instanceof Scalar scalar) {
      var size = SizeText.parse(scalar.written());
      if (size.isPresent()) {
        return Optional.of(size.getAsLong());
      }
    }
    complain(node, what, SizeText.ALLOWED);
    return Optional.empty();
  }

  /** The constant whose name in lower case and with {@code -} is written there. */
  <E extends Enum<E>> Optional<E> choice(Node node, String what, Class<E> type) {
    var constants = type.getEnumConstants();
    var allowed = Stream.of(constants).map(Scalars::keyword).toList();
    if (node instanceof Scalar scalar && allowed.contains(scalar.written())) {
      return Optional.of(constants[allowed.indexOf(scalar.written())]);
    }
    complainOfChoice(node, what, allowed);
    return Optional.empty();
  }

  static String keyword(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  void complainOfChoice(Node node, String what, List<String> allowed) {
    if (node instanceof Scalar scalar) {
      var message =
          "%s must be one of %s, but is %s"
              .formatted(what, String.join(", ", allowed), Shown.quoted(scalar.written()));
      complaints.addMisspelling(node.origin(), message, scalar.written(), allowed);
    } else {
      complain(node, what, "one of " + String.join(", ", allowed));
    }
  }

  void complain(Node node, String what, String allowed) {
    if (!(node instanceof Broken)) {
      complaints.add(
          node.origin(), "%s must be %s, but is %s".formatted(what, allowed, node.described()));
    }
  }
}
