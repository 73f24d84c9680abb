package dev.thresher.cli;

import dev.thresher.cli.Services.Overrides;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --set}, for every verb that reads a workload file. */
final class OverrideOptions {
  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = {
        "Changes a parameter that the file declares, or any key by its dotted path.",
        "May be given several times."
      })
  List<String> sets = new ArrayList<>();

  Overrides alone() {
    return new Overrides(sets, Optional.empty(), java.util.OptionalInt.empty());
  }
}
