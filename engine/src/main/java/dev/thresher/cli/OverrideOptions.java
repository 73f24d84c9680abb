package dev.thresher.cli;

import dev.thresher.cli.Services.Overrides;
import dev.thresher.model.BackendKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** {@code --profile} and {@code --set}, for every verb that reads a workload file. */
final class OverrideOptions {
  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = {
        "Changes a parameter that the file declares, or any key by its dotted path.",
        "May be given several times."
      })
  List<String> sets = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = {
        "Lays a block of the file's profiles { } over the file, under what --set says.",
        "May be given several times; later ones win."
      })
  List<String> profiles = new ArrayList<>();

  Overrides alone() {
    return with(Optional.empty(), OptionalInt.empty());
  }

  Overrides with(Optional<BackendKind> backend, OptionalInt workers) {
    return with(backend, workers, List.of());
  }

  /**
   * @param more arguments of {@code --set} that other options stand for; they win
   */
  Overrides with(Optional<BackendKind> backend, OptionalInt workers, List<String> more) {
    var all = new ArrayList<>(sets);
    all.addAll(more);
    return new Overrides(profiles, all, backend, workers);
  }
}
