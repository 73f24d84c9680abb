package dev.thresher.task;

import dev.thresher.model.Value.Fields;
import java.util.List;
import java.util.Optional;

/** Turns a stage's {@link Inputs} into its {@link Rows}, the same in coordinator and workers. */
public final class StageRows {
  private StageRows() {}

  /**
   * @throws IllegalArgumentException if the kind is unknown here, of another version, or refuses to
   *     divide these arguments
   */
  public static Rows of(StageSpec stage, KindRegistry kinds) {
    return given(stage.inputs()).orElseGet(() -> kindOf(stage, kinds).divide(stage.constants()));
  }

  /** Rows that need no kind; empty where a kind divides its own work. */
  public static Optional<Rows> given(Inputs inputs) {
    return switch (inputs) {
      case Inputs.Single() -> Optional.of(new OneRow());
      case Inputs.Product(List<Column> columns) -> Optional.of(new ProductRows(columns));
      case Inputs.Divided() -> Optional.empty();
    };
  }

  /**
   * @throws IllegalArgumentException if this engine has no such kind in that version
   */
  public static TaskKind kindOf(StageSpec stage, KindRegistry kinds) {
    return kinds.codeOf(stage.body());
  }

  private record OneRow() implements Rows {
    @Override
    public long size() {
      return 1;
    }

    @Override
    public Fields row(long index) {
      return Fields.NONE;
    }
  }

  private record ProductRows(List<Column> columns) implements Rows {
    @Override
    public long size() {
      return columns.stream().mapToLong(Column::size).reduce(1, Math::multiplyExact);
    }

    @Override
    public Fields row(long index) {
      var values = new dev.thresher.model.Value[columns.size()];
      long rest = index;
      for (int i = columns.size() - 1; i >= 0; i--) {
        var column = columns.get(i);
        values[i] = column.at(rest % column.size());
        rest /= column.size();
      }
      var entries = new java.util.LinkedHashMap<String, dev.thresher.model.Value>();
      for (int i = 0; i < values.length; i++) {
        entries.put(columns.get(i).name(), values[i]);
      }
      return new Fields(entries);
    }
  }
}
