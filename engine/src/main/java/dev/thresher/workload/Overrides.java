package dev.thresher.workload;

import dev.thresher.model.BackendKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the command line says against the file.
 *
 * @param profiles names of blocks in {@code profiles} to lay over the file, later ones win
 * @param sets arguments of {@code --set}, {@code name=value} each; of two for one name the later
 *     wins
 */
public record Overrides(
    List<String> profiles, List<String> sets, Optional<BackendKind> backend, OptionalInt workers) {
  public static final Overrides NONE =
      new Overrides(List.of(), Optional.empty(), OptionalInt.empty());

  public Overrides {
    profiles = List.copyOf(profiles);
    sets = List.copyOf(sets);
  }

  /** Without profiles. */
  public Overrides(List<String> sets, Optional<BackendKind> backend, OptionalInt workers) {
    this(List.of(), sets, backend, workers);
  }
}
