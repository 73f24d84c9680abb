package dev.thresher.workload;

import dev.thresher.model.BackendKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the command line says against the file.
 *
 * @param sets arguments of {@code --set}, {@code name=value} each; of two for one name the later
 *     wins
 */
public record Overrides(List<String> sets, Optional<BackendKind> backend, OptionalInt workers) {
  public static final Overrides NONE =
      new Overrides(List.of(), Optional.empty(), OptionalInt.empty());

  public Overrides {
    sets = List.copyOf(sets);
  }
}
