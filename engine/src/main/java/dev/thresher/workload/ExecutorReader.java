package dev.thresher.workload;

import dev.thresher.model.BackendKind;
import dev.thresher.task.Semantics;
import dev.thresher.workload.EffectiveSettings.Setting;
import dev.thresher.workload.hocon.Complaint;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.HoconText;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Origin;
import dev.thresher.workload.hocon.SourceReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads files that describe an executor of the Java API: the keys of a workload file that do not
 * say what to compute. Holds no state; safe for several threads.
 */
public final class ExecutorReader {
  private static final String NO_RUN =
      "deadline at the top is that of a run, which an executor is not: put that of each task in task";
  private static final String ONLY_IN_WORKLOADS =
      "\"%s\"%s is for workload files, which thresher run runs; an executor gets its tasks from the"
          + " program: leave it out";

  private final SettingsReader settings;

  public ExecutorReader(SettingsReader settings) {
    this.settings = settings;
  }

  /**
   * An executor, in the user's words. Empty where nothing is said.
   *
   * @param deadline of each task
   */
  public record Described(
      Optional<String> name,
      BackendKind backend,
      OptionalInt workers,
      Optional<Duration> deadline,
      Optional<Retries> retries,
      Optional<Semantics> semantics,
      int priority,
      EffectiveSettings settings) {}

  /** What became of a file. */
  public sealed interface Reading {
    record Accepted(Described executor) implements Reading {}

    /**
     * @param complaints the first syntax error, or everything else that is wrong, by file and line
     */
    record Refused(List<Complaint> complaints) implements Reading {
      public Refused {
        complaints = List.copyOf(complaints);
      }
    }
  }

  /**
   * @param path of the file for {@code sources}
   */
  public Reading read(SourceReader sources, String path) {
    return switch (HoconText.parse(sources, path)) {
      case HoconText.Refused(var complaints) -> new Reading.Refused(complaints);
      case HoconText.Understood(HoconText text) ->
          switch (text.resolve(List.of())) {
            case HoconText.Refused(var complaints) -> new Reading.Refused(complaints);
            case HoconText.Document document -> read(document);
          };
    };
  }

  private Reading read(HoconText.Document document) {
    var complaints = new Complaints();
    document.complaints().forEach(complaints::add);
    var root = document.root();
    var keys = new KeyCheck(complaints);
    check(root, "", WorkloadKeys.EXECUTOR, WorkloadKeys.TOP, keys, complaints);
    var top = new TopReader(complaints, keys).read(root);
    var task = task(root, complaints);
    check(task, " in task", WorkloadKeys.TASK_OF_ALL, WorkloadKeys.TASK, keys, complaints);
    var controls = new ControlsReader(complaints, keys, false).read(root, task);
    var effective = settings.read(top.engine(), complaints);
    effective.ifPresent(all -> all.all().forEach(setting -> refuseUseless(setting, complaints)));
    if (!complaints.isEmpty() || effective.isEmpty()) {
      return new Reading.Refused(complaints.sorted());
    }
    return new Reading.Accepted(
        new Described(
            top.name(),
            top.backend().orElse(BackendKind.THREADS),
            top.workers(),
            controls.deadline(),
            controls.retries(),
            controls.semantics(),
            controls.share().priority(),
            effective.get()));
  }

  private static Branch task(Branch root, Complaints complaints) {
    var node = root.find("task");
    if (node.orElse(null) instanceof Branch block) {
      return block;
    }
    node.ifPresent(other -> new Scalars(complaints).complain(other, "task", "a block { }"));
    return new Branch(root.origin(), new LinkedHashMap<>());
  }

  /**
   * @param ofWorkloads keys that mean something there in a workload file
   */
  private static void check(
      Branch branch,
      String where,
      List<String> allowed,
      List<String> ofWorkloads,
      KeyCheck keys,
      Complaints complaints) {
    var others = new LinkedHashMap<String, Node>();
    branch
        .children()
        .forEach((key, node) -> {
          if (allowed.contains(key) || !ofWorkloads.contains(key)) {
            others.put(key, node);
          } else {
            complaints.add(
                node.origin(),
                key.equals("deadline") ? NO_RUN : ONLY_IN_WORKLOADS.formatted(key, where));
          }
        });
    keys.check(new Branch(branch.origin(), others), where, allowed, List.of());
  }

  /** What is given and would be ignored is a mistake. */
  private static void refuseUseless(Setting setting, Complaints complaints) {
    boolean isOfRuns = setting.key().startsWith("threads.") || setting.key().equals("ledger");
    if (isOfRuns && !(setting.origin() instanceof Origin.Default)) {
      complaints.add(
          setting.origin(),
          "engine.%s is for runs of workload files and would be ignored here: leave it out"
              .formatted(setting.key()));
    }
  }
}
