package dev.thresher.data;

import dev.thresher.model.Value;
import dev.thresher.task.RecordColumn;
import dev.thresher.task.RecordColumn.Type;
import dev.thresher.task.RecordSurvey.At;
import dev.thresher.task.RecordSurvey.Extent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has been seen of one column so far. */
final class ColumnLook {
  private final String name;
  private final boolean isTextual;
  private @Nullable Type type;
  private @Nullable At least;
  private @Nullable At most;
  private @Nullable At fraction;
  private @Nullable At other;
  private long absentLine;

  /**
   * @param isTextual whether the format knows texts only, so that types are guessed
   */
  ColumnLook(String name, boolean isTextual) {
    this.name = name;
    this.isTextual = isTextual;
  }

  void absent(long line) {
    absentLine = absentLine == 0 ? line : absentLine;
  }

  void see(Value value, long line) {
    if (value instanceof Value.Absent) {
      absent(line);
      return;
    }
    var mixed = isTextual ? Type.TEXT : Type.AS_WRITTEN;
    if (type == mixed) {
      return; // it cannot become narrower
    }
    var own = typeOf(value);
    type = type == null ? own : joined(type, own, mixed);
    if (own == Type.REAL && fraction == null) {
      fraction = new At(isTextual ? CellText.read(value.asText(), own) : value, line);
    } else if (own != Type.REAL && own != Type.WHOLE && other == null) {
      other = new At(value, line);
    }
    if (type == Type.WHOLE || type == Type.REAL) {
      stretch(isTextual ? CellText.read(value.asText(), own) : value, line);
    }
  }

  private Type typeOf(Value value) {
    return switch (value) {
      case Value.Text(String text) -> isTextual ? CellText.typeOf(text) : Type.TEXT;
      case Value.Whole _ -> Type.WHOLE;
      case Value.Real _ -> Type.REAL;
      case Value.Absent _, Value.Truth _, Value.Binary _, Value.Sequence _, Value.Fields _ ->
          Type.AS_WRITTEN;
    };
  }

  private static Type joined(Type before, Type own, Type mixed) {
    if (before == own) {
      return before;
    }
    boolean areNumbers =
        (before == Type.WHOLE || before == Type.REAL) && (own == Type.WHOLE || own == Type.REAL);
    return areNumbers ? Type.REAL : mixed;
  }

  private void stretch(Value number, long line) {
    var here = new At(number, line);
    if (least == null || number.asReal() < least.value().asReal()) {
      least = here;
    }
    if (most == null || number.asReal() > most.value().asReal()) {
      most = here;
    }
  }

  RecordColumn column() {
    return new RecordColumn(name, type == null ? Type.AS_WRITTEN : type); // nothing is written
  }

  Extent extent() {
    boolean isNumber = type == Type.WHOLE || type == Type.REAL;
    return new Extent(
        isNumber && least != null && most != null ? List.of(least, most) : List.of(),
        absentLine,
        Optional.ofNullable(fraction),
        Optional.ofNullable(other));
  }
}
