package dev.thresher.cli;

import dev.thresher.rundir.StoredRun;
import dev.thresher.rundir.StoredRuns;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Deletes the directories of old runs: logs, reports, status. Results that a run published"
          + " elsewhere stay.",
      "",
      "Never touches a run that is running, nor a directory that no run has made."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {ExitCodes.OK_TEXT, ExitCodes.USAGE_TEXT, ExitCodes.INTERNAL_TEXT})
final class RunsPruneCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      converter = Age.class,
      description = "Only runs that began longer ago, such as 12h, 7d or 4w.")
  private @Nullable Duration olderThan;

  @Option(names = "--keep", paramLabel = "N", description = "Keeps the N newest runs in any case.")
  private @Nullable Integer keep;

  @Option(names = "--dry-run", description = "Says what would be deleted, and deletes nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints one JSON object: removed, bytes, dryRun.")
  private boolean json;

  RunsPruneCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (olderThan == null && keep == null) {
      throw Refusal.of("say which runs: --older-than 30d, --keep 20, or both");
    }
    if (keep != null && keep < 0) {
      throw Refusal.of(List.of(Complaint.aboutArgument("--keep " + keep, "must be at least 0")));
    }
    var all = new StoredRuns(surroundings.state()).list().runs();
    var chosen =
        StoredRuns.prunable(
            all,
            Optional.ofNullable(olderThan),
            keep == null ? 0 : keep,
            surroundings.clock().instant());
    var removed = new ArrayList<Removal>();
    for (StoredRun run : chosen) {
      removed.add(Removal.of(run.directory(), dryRun));
    }
    answer(removed);
    return ExitCodes.DONE;
  }

  private void answer(List<Removal> removed) {
    if (json) {
      surroundings.json(Removal.fields(removed, dryRun));
    } else {
      surroundings.results(Removal.lines(removed, dryRun, "run"));
    }
  }
}
