package dev.thresher.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a run asks of a cluster, beside slots. */
final class ClaimOptions {
  private static final int HIGHEST = 100;

  @Option(
      names = "--require",
      paramLabel = "KEY=VALUE",
      description = {
        "Has workers only on hosts with that label, as 'thresher worker --label' gives it. May be"
            + " given several times."
      })
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = {
        "From -100 to 100, by default 0. Runs of a higher priority get what they want first; others"
            + " give back workers as these become free."
      })
  private int priority;

  Map<String, String> labels() {
    return labels;
  }

  int priority() {
    if (Math.abs(priority) > HIGHEST) {
      throw Refusal.of(
          List.of(
              Complaint.aboutArgument(
                  "--priority " + priority, "must be from -" + HIGHEST + " to " + HIGHEST)));
    }
    return priority;
  }
}
