package dev.thresher.cli;

import dev.thresher.bench.BenchWorkload;
import dev.thresher.bench.Line;
import dev.thresher.bench.Scale;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings;
import dev.thresher.plan.Plan;
import dev.thresher.runtime.Engine;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import dev.thresher.workload.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** What the verbs need of the engine. Each method makes its part at the first call. */
public interface Services {
  Engine engine();

  KindRegistry kinds();

  RecordFiles records();

  /** Reads a workload file and settles everything that the command line may override. */
  Reading read(Path file, Overrides overrides);

  /**
   * The settings that would be in force, in the order of their keys.
   *
   * @param file a workload whose settings win over the defaults
   */
  SettingsReading settings(Optional<Path> file, Overrides overrides);

  /**
   * Measures this engine.
   *
   * @param peers the program that starts other engines to compare with
   * @param progress told what is being done, in words
   * @throws dev.thresher.bench.WrongResults if anybody's result was wrong
   */
  List<Line> measure(
      Scale scale,
      List<BenchWorkload> workloads,
      List<BackendKind> backends,
      EngineSettings.Transport transport,
      Optional<Path> peers,
      Consumer<String> progress)
      throws Exception;

  /**
   * What the command line says against the file.
   *
   * @param profiles names given to {@code --profile}
   * @param sets arguments of {@code --set}, as typed
   */
  record Overrides(
      List<String> profiles,
      List<String> sets,
      Optional<BackendKind> backend,
      OptionalInt workers) {
    public Overrides {
      profiles = List.copyOf(profiles);
      sets = List.copyOf(sets);
    }
  }

  /** A file that can be run, or everything that is wrong with it. */
  sealed interface Reading {
    /**
     * @param workload in the user's words, of which the plan was made
     * @param workers as in {@link dev.thresher.runtime.RunOptions}
     */
    record Ready(
        Workload workload, Plan plan, BackendKind backend, int workers, EngineSettings settings)
        implements Reading {}

    record Refused(List<Complaint> complaints) implements Reading {}
  }

  sealed interface SettingsReading {
    record Known(List<Setting> settings) implements SettingsReading {}

    record Refused(List<Complaint> complaints) implements SettingsReading {}
  }

  /**
   * @param origin file and line, with the profile if it is in one; an argument of the command line,
   *     or {@code default}
   */
  record Setting(String key, String value, String origin) {}
}
