package dev.thresher.runtime;

import dev.thresher.model.EngineSettings;
import dev.thresher.plan.Plan;
import dev.thresher.plan.Planner;
import dev.thresher.plan.Planner.Planned;
import dev.thresher.runtime.code.UserCode;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import dev.thresher.workload.EffectiveSettings;
import dev.thresher.workload.Overrides;
import dev.thresher.workload.Reading;
import dev.thresher.workload.SettingsReader;
import dev.thresher.workload.Workload;
import dev.thresher.workload.WorkloadReader;
import dev.thresher.workload.hocon.Complaint;
import dev.thresher.workload.hocon.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * From a workload file and the command line to a plan, or everything that is wrong with them.
 *
 * <p>Reads the file, what it includes, the directories that its patterns name and the files of
 * records. Writes nothing, except that standard input, where a file asks for it, is kept in a file.
 * Safe for several threads.
 */
public final class WorkloadLoader {
  private final WorkloadReader reader;
  private final Planner planner;
  private final SettingsReader settings;
  private final Path current;
  private final Supplier<PipedInput> piped;

  /** Takes relative paths from the directory in which the JVM was started. */
  public WorkloadLoader(KindRegistry kinds, RecordFiles records) {
    this(kinds, records, Path.of("").toAbsolutePath());
  }

  WorkloadLoader(KindRegistry kinds, RecordFiles records, Path current) {
    this(kinds, records, current, PipedInput::ofThisProcess);
  }

  /**
   * @param piped made anew for each file
   */
  WorkloadLoader(
      KindRegistry kinds, RecordFiles records, Path current, Supplier<PipedInput> piped) {
    this.piped = piped;
    this.settings = ReferenceSettings.reader();
    this.reader = new WorkloadReader(kinds, new UserCode(current), settings);
    this.planner = new Planner(kinds, records, current);
    this.current = current;
  }

  /** What became of a workload file. */
  public sealed interface Loaded {
    record Ready(Workload workload, EffectiveSettings effective, Plan plan) implements Loaded {
      public EngineSettings settings() {
        return effective.settings();
      }
    }

    /**
     * @param complaints the first syntax error, or everything else that is wrong, by file and line
     */
    record Refused(List<Complaint> complaints) implements Loaded {
      public Refused {
        complaints = List.copyOf(complaints);
      }
    }
  }

  /**
   * @param file as the user named it; messages name it the same way
   */
  public Loaded load(Path file, Overrides overrides) {
    var name = file.getFileName();
    if (name == null) {
      return refused(file, "is a directory");
    }
    var files = new WorkloadFiles(file, current, piped.get());
    return switch (reader.read(files, name.toString(), files, overrides)) {
      case Reading.Refused(List<Complaint> complaints) -> new Loaded.Refused(complaints);
      case Reading.Accepted(Workload workload, EffectiveSettings settings) ->
          switch (planner.plan(workload)) {
            case Planned.Refused(List<Complaint> complaints) -> new Loaded.Refused(complaints);
            case Planned.Ready(Plan plan) -> new Loaded.Ready(workload, settings, plan);
          };
    };
  }

  /** The settings that would be in force without a file; {@code engine.…} can be set. */
  public SettingsReader.Settled settings(Overrides overrides) {
    return settings.read(overrides);
  }

  private static Loaded refused(Path file, String reason) {
    var origin = new Origin.InFile(file.toString(), 0);
    return new Loaded.Refused(List.of(Complaint.of(origin, reason)));
  }
}
