package dev.thresher.cli;

import dev.thresher.standing.Jobs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Deletes the directories of old jobs of a coordinator on this host: what they printed, and their"
          + " run directories. Results that they published elsewhere stay.",
      "",
      "Never touches a job that is running, nor the newest."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.UNREACHABLE_TEXT,
      ExitCodes.INTERNAL_TEXT
    })
final class JobsPruneCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      converter = Age.class,
      description = "Only jobs that were submitted longer ago, such as 12h, 7d or 4w.")
  private @Nullable Duration olderThan;

  @Option(names = "--keep", paramLabel = "N", description = "Keeps the N newest jobs in any case.")
  private @Nullable Integer keep;

  @Option(names = "--dry-run", description = "Says what would be deleted, and deletes nothing.")
  private boolean dryRun;

  @Mixin private ContactOption coordinator = new ContactOption();

  @Mixin private FormatOption format = new FormatOption();

  JobsPruneCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (olderThan == null && keep == null) {
      throw Refusal.of("say which jobs: --older-than 30d, --keep 20, or both");
    }
    if (keep != null && keep < 0) {
      throw Refusal.of(List.of(Complaint.aboutArgument("--keep " + keep, "must be at least 0")));
    }
    var jobs = Jobs.of(coordinator.contact(surroundings).home());
    var chosen =
        Jobs.prunable(
            jobs.list(),
            Optional.ofNullable(olderThan),
            keep == null ? 0 : keep,
            surroundings.clock().instant());
    var removed = new ArrayList<Removal>();
    for (var job : chosen) {
      removed.add(Removal.of(job.directory(), dryRun));
    }
    return format.print(
        surroundings, Removal.fields(removed, dryRun), () -> Removal.lines(removed, dryRun, "job"));
  }
}
