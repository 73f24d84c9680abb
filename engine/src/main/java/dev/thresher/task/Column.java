package dev.thresher.task;

import dev.thresher.model.Value;
import java.math.BigDecimal;
import java.util.List;

/** One name of {@code each} and the values it takes, in order; sizes are at least 1. */
public sealed interface Column extends Dimension {
  String name();

  /** {@code 0 <= index < size}. */
  Value at(long index);

  /** {@code from, from + step, …}, {@code size} of them. */
  record WholeRange(String name, long from, long step, long size) implements Column {
    @Override
    public Value at(long index) {
      return Value.of(Math.addExact(from, Math.multiplyExact(step, index)));
    }
  }

  /** Steps are added in decimal, so that {@code 0.1..0.9 step 0.1} has exactly nine values. */
  record DecimalRange(String name, BigDecimal from, BigDecimal step, long size) implements Column {
    @Override
    public Value at(long index) {
      return Value.of(from.add(step.multiply(BigDecimal.valueOf(index))).doubleValue());
    }
  }

  record Listed(String name, List<Value> values) implements Column {
    public Listed {
      values = List.copyOf(values);
    }

    @Override
    public long size() {
      return values.size();
    }

    @Override
    public Value at(long index) {
      return values.get(Math.toIntExact(index));
    }
  }
}
