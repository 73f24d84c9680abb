package dev.thresher.cli;

import dev.thresher.cli.Services.Reading;
import dev.thresher.cli.Services.Reading.Ready;
import dev.thresher.model.BackendKind;
import dev.thresher.standing.JobOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Lets a cluster's coordinator start a run that goes on without you: prints the name of the job"
          + " and returns.",
      "",
      "The run is the same as 'thresher run FILE --cluster …', in a process of its own on the"
          + " coordinator's host. 'thresher jobs', 'logs', 'wait' and 'cancel' look after it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:submitted",
      "2:bad command line or workload file, or it could never be placed",
      ExitCodes.UNREACHABLE_TEXT,
      ExitCodes.INTERNAL_TEXT
    })
final class SubmitCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "FILE", description = "The workload file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Option(
      names = {"-j", "--workers"},
      paramLabel = "N",
      description = "Worker processes; without it as many as the cluster's hosts can have.")
  private @Nullable Integer workers;

  @Mixin private OverrideOptions overrides = new OverrideOptions();

  @Option(
      names = "--halt",
      paramLabel = "WHEN,fail=N",
      converter = HaltOption.Converter.class,
      description = "Gives up when so many tasks have failed for good, as for 'thresher run'.")
  private @Nullable HaltOption halt;

  @Mixin private ClaimOptions claims = new ClaimOptions();

  @Option(names = "--overwrite", description = "Replaces output files that exist.")
  private boolean overwrite;

  @Option(
      names = "--outputs-below",
      paramLabel = "DIR",
      description = "Publishes outputs below this directory, each by its whole path.")
  private @Nullable Path outputsBelow;

  @Mixin private ContactOption coordinator = new ContactOption();

  @Mixin private FormatOption format = new FormatOption();

  SubmitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    var contact = coordinator.contact(surroundings);
    // What the run would refuse is refused here, where somebody reads it.
    var ready =
        switch (surroundings.services().read(file, asked())) {
          case Reading.Refused(var complaints) -> throw Refusal.of(complaints);
          case Ready read -> below().map(outputs -> OutputCheck.below(read, outputs)).orElse(read);
        };
    var complaints = OutputCheck.complaints(ready, file, surroundings, overwrite);
    if (!complaints.isEmpty()) {
      throw Refusal.of(complaints);
    }
    var job = contact.post("/v1/jobs", order(ready).toFields());
    return format.print(surroundings, job, () -> List.of(job.text("job")));
  }

  private Services.Overrides asked() {
    if (workers != null && workers < 1) {
      throw Refusal.of(
          List.of(Complaint.aboutArgument("--workers " + workers, "must be at least 1")));
    }
    return overrides.with(
        Optional.of(BackendKind.CLUSTER), count(), halt == null ? List.of() : halt.sets());
  }

  private OptionalInt count() {
    return workers == null ? OptionalInt.empty() : OptionalInt.of(workers);
  }

  private Optional<Path> below() {
    return Optional.ofNullable(outputsBelow)
        .map(typed -> surroundings.directory().resolve(typed).toAbsolutePath().normalize());
  }

  private JobOrder order(Ready ready) {
    var sets = new ArrayList<>(overrides.sets);
    if (halt != null) {
      sets.addAll(halt.sets());
    }
    return new JobOrder(
        surroundings.directory().resolve(file).toAbsolutePath().normalize(),
        surroundings.directory().toAbsolutePath(),
        overrides.profiles,
        sets,
        count(),
        ready.settings().processes().slots(),
        ready.settings().processes().heapMebibytes(),
        claims.labels(),
        claims.priority(),
        overwrite,
        below());
  }
}
