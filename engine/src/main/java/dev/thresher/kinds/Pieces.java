package dev.thresher.kinds;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Division;
import java.util.LinkedHashMap;

/** The usual ways to cut work. */
final class Pieces {
  /** First number of a piece of a range. */
  static final String FROM = "from";

  /** First number behind a piece of a range. */
  static final String UNTIL = "until";

  private Pieces() {}

  /** One piece, the whole. */
  static Division whole() {
    return new Whole();
  }

  /** The numbers {@code 0 <= n < total} in pieces of {@code step}; the last may be smaller. */
  static Division ofRange(long total, long step) {
    return new Range(total, step);
  }

  private record Whole() implements Division {
    @Override
    public long size() {
      return 1;
    }

    @Override
    public Fields row(long index) {
      return Fields.NONE;
    }
  }

  private record Range(long total, long step) implements Division {
    @Override
    public long size() {
      return Math.ceilDiv(total, step);
    }

    @Override
    public Fields row(long index) {
      long from = index * step;
      var row = new LinkedHashMap<String, Value>();
      row.put(FROM, Value.of(from));
      row.put(UNTIL, Value.of(from + Math.min(step, total - from)));
      return new Fields(row);
    }
  }
}
