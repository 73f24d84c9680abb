package dev.thresher.runtime.compared;

import dev.thresher.api.spi.Timed;
import dev.thresher.compare.Arm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The results of the first pass, against which all others are held. Equal are results that say so,
 * arrays with equal elements, and what is written down as the same bytes.
 */
final class FirstResults<R> {
  private static final int SHOWN = 60;

  private @Nullable Arm arm;
  private List<Timed<R>> results = List.of();
  private @Nullable String difference;
  private @Nullable String warning;

  private enum Likeness {
    SAME,
    OTHER,
    UNKNOWN
  }

  /** Results of the first call are the same as themselves. */
  boolean isSame(Arm from, List<Timed<R>> others) {
    if (arm == null) {
      arm = from;
      results = others;
    }
    for (int i = 0; i < results.size(); i++) {
      var mine = results.get(i).value();
      var other = others.get(i).value();
      switch (likeness(mine, other)) {
        case SAME -> {}
        case UNKNOWN -> warning = unknown(mine);
        case OTHER -> {
          difference = difference(i, mine, from, other);
          return false;
        }
      }
    }
    return true;
  }

  private static Likeness likeness(@Nullable Object mine, @Nullable Object other) {
    if (Objects.deepEquals(mine, other)) {
      return Likeness.SAME;
    }
    if (mine == null || other == null || mine.getClass() != other.getClass()) {
      return Likeness.OTHER;
    }
    var first = bytes(mine);
    var second = bytes(other);
    if (first != null && second != null) {
      return Arrays.equals(first, second) ? Likeness.SAME : Likeness.OTHER;
    }
    return saysWhatIsEqual(mine.getClass()) ? Likeness.OTHER : Likeness.UNKNOWN;
  }

  private static byte @Nullable [] bytes(Object value) {
    if (!(value instanceof Serializable)) {
      return null;
    }
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException cannotTravel) {
      return null;
    }
    return bytes.toByteArray();
  }

  private static boolean saysWhatIsEqual(Class<?> type) {
    try {
      return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String unknown(@Nullable Object value) {
    return "results were not compared: "
        + (value == null ? "null" : value.getClass().getName())
        + " has no equals of its own and cannot be written down";
  }

  private String difference(int index, @Nullable Object mine, Arm from, @Nullable Object other) {
    var where =
        from.equals(arm)
            ? "input %d gives %s and then %s on %s".formatted(index, text(mine), text(other), from)
            : "input %d gives %s on %s and %s on %s"
                .formatted(index, text(mine), arm, text(other), from);
    return "results differ: "
        + where
        + "; look for state that calls share, such as static fields, or for what differs from run to"
        + " run; times of different results are not compared";
  }

  private static String text(@Nullable Object value) {
    var text = String.valueOf(value);
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  Optional<String> difference() {
    return Optional.ofNullable(difference);
  }

  Optional<String> warning() {
    return Optional.ofNullable(warning);
  }
}
