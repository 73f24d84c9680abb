package dev.thresher.task;

import dev.thresher.model.Value.Fields;
import java.util.Optional;

/** Turns a stage's {@link Inputs} into its {@link Rows}, the same in coordinator and workers. */
public final class StageRows {
  private StageRows() {}

  /**
   * @throws IllegalArgumentException if the kind is unknown here, of another version, or refuses to
   *     divide these arguments
   */
  public static Rows of(StageSpec stage, KindRegistry kinds, RecordFiles files) {
    return given(stage.inputs(), files)
        .orElseGet(() -> kindOf(stage, kinds).divide(stage.constants()));
  }

  /** Rows that need no kind; empty where a kind divides its own work. */
  public static Optional<Rows> given(Inputs inputs, RecordFiles files) {
    return switch (inputs) {
      case Inputs.Single() -> Optional.of(new OneRow());
      case Inputs.Given() -> Optional.of(new NoRows());
      case Inputs.Spooled spooled -> Optional.of(files.open(spooled));
      case Inputs.Product product -> Optional.of(ProductRows.of(product, files));
      case Inputs.Divided() -> Optional.empty();
    };
  }

  /**
   * How many there are, without a look at any.
   *
   * @throws IllegalArgumentException as {@link #of} does
   * @throws ArithmeticException if they are more than can be counted
   */
  public static long sizeOf(StageSpec stage, KindRegistry kinds) {
    return stage.inputs() instanceof Inputs.Product(var dimensions, var selection)
        ? selection.sizeIn(dimensions)
        : of(stage, kinds, RecordFiles.NONE).size();
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

  /** Batches bring along what their tasks are given, and how many there will be is not known. */
  private record NoRows() implements Rows {
    @Override
    public long size() {
      return 0;
    }

    @Override
    public Fields row(long index) {
      return Fields.NONE;
    }
  }
}
