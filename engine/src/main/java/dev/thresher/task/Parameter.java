package dev.thresher.task;

import dev.thresher.model.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One argument of a task kind, as {@code thresher kinds} prints it and as the workload reader
 * checks it.
 *
 * @param unit what a number counts, such as {@code pixels} or {@code milliseconds}; empty if none
 * @param meaning one line, in the reader's words
 * @param absent the value if nothing is given; empty means that it must be given
 */
public record Parameter(
    String name, Type type, String unit, String meaning, Optional<Value> absent) {

  /** What is allowed as a value. */
  public sealed interface Type {
    /** A whole number, bounds inclusive. */
    record WholeBetween(long least, long most) implements Type {}

    /** A finite number, bounds inclusive; a whole number is taken as well. */
    record RealBetween(double least, double most) implements Type {}

    record Choice(List<String> allowed) implements Type {
      public Choice {
        allowed = List.copyOf(allowed);
      }
    }

    record AnyText() implements Type {}

    /** Whatever was written, in its own type. */
    record Anything() implements Type {}

    /**
     * A text, a number or a truth, taken as the text that was written: {@code 007}, {@code 0.10}.
     */
    record AsWritten() implements Type {}

    /** A path to a file that can be read when the task runs. */
    record ReadableFile() implements Type {}

    /** A path to anything, also to what is not there yet; made absolute. */
    record AnyPath() implements Type {}

    /** {@code true} or {@code false}. */
    record Truth() implements Type {}

    /** A number of any size and precision; kept as it was written. */
    record Decimal() implements Type {}

    record ListOf(Type items) implements Type {}
  }

  public static Parameter required(String name, Type type, String unit, String meaning) {
    return new Parameter(name, type, unit, meaning, Optional.empty());
  }

  public static Parameter optional(
      String name, Type type, String unit, String meaning, Value absent) {
    return new Parameter(name, type, unit, meaning, Optional.of(absent));
  }

  /** What is wrong with {@code value}, in words that say what is allowed; empty if nothing is. */
  public Optional<String> complaintAbout(Value value) {
    return complaintAbout(value, type);
  }

  private static String range(double least, double most) {
    boolean isAny = least == -Double.MAX_VALUE && most == Double.MAX_VALUE;
    return isAny ? "" : " from " + least + " to " + most;
  }

  private static Optional<String> complaintAbout(Value value, Type type) {
    return switch (type) {
      case Type.WholeBetween(long least, long most) ->
          value instanceof Value.Whole(long whole) && whole >= least && whole <= most
              ? Optional.empty()
              : Optional.of("must be a whole number from " + least + " to " + most);
      case Type.RealBetween(double least, double most) ->
          isNumberBetween(value, least, most)
              ? Optional.empty()
              : Optional.of("must be a number" + range(least, most));
      case Type.Choice(List<String> allowed) ->
          value instanceof Value.Text(String text) && allowed.contains(text)
              ? Optional.empty()
              : Optional.of("must be one of " + String.join(", ", allowed));
      case Type.Anything(), Type.AsWritten() ->
          value instanceof Value.Absent ? Optional.of("must be a value") : Optional.empty();
      case Type.AnyText _, Type.ReadableFile _, Type.AnyPath _ ->
          value instanceof Value.Text ? Optional.empty() : Optional.of("must be a text");
      case Type.Truth() ->
          value instanceof Value.Truth ? Optional.empty() : Optional.of("must be true or false");
      case Type.Decimal() ->
          isDecimal(value) ? Optional.empty() : Optional.of("must be a decimal number");
      case Type.ListOf(Type items) ->
          value instanceof Value.Sequence(List<Value> given)
              ? given.stream()
                  .flatMap(item -> complaintAbout(item, items).stream())
                  .findFirst()
                  .map(wrong -> "must be a list, each of which " + wrong)
              : Optional.of("must be a list");
    };
  }

  private static boolean isDecimal(Value value) {
    if (value instanceof Value.Text(String text)) {
      try {
        var _ = new BigDecimal(text);
        return true;
      } catch (NumberFormatException none) {
        return false;
      }
    }
    return value instanceof Value.Whole || value instanceof Value.Real;
  }

  private static boolean isNumberBetween(Value value, double least, double most) {
    if (!(value instanceof Value.Whole) && !(value instanceof Value.Real)) {
      return false;
    }
    double number = value.asReal();
    return number >= least && number <= most;
  }
}
