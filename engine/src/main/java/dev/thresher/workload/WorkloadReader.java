package dev.thresher.workload;

import dev.thresher.model.BackendKind;
import dev.thresher.task.KindRegistry;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.HoconText;
import dev.thresher.workload.hocon.SourceReader;
import java.util.List;

/** Turns a workload file into a {@link Workload}. Holds no state; safe for several threads. */
public final class WorkloadReader {
  private final KindRegistry kinds;
  private final CodeLookup code;
  private final SettingsReader settings;

  public WorkloadReader(KindRegistry kinds, CodeLookup code, SettingsReader settings) {
    this.kinds = kinds;
    this.code = code;
    this.settings = settings;
  }

  /**
   * Finds the first syntax error, or everything else that is wrong at once.
   *
   * @param path of the file for {@code sources}; gives the workload its name if it has none
   */
  public Reading read(SourceReader sources, String path, FileLookup files, Overrides overrides) {
    return switch (HoconText.parse(sources, path)) {
      case HoconText.Refused(var complaints) -> new Reading.Refused(complaints);
      case HoconText.Understood(HoconText text) -> read(text, path, files, overrides);
    };
  }

  private Reading read(HoconText text, String path, FileLookup files, Overrides overrides) {
    var complaints = new Complaints();
    var overlays = Profiles.overlays(overrides.profiles(), text, complaints);
    var assignments = OverrideArguments.of(overrides, text, complaints);
    return switch (text.resolve(overlays, assignments)) {
      case HoconText.Refused(var refused) -> {
        refused.forEach(complaints::add);
        yield new Reading.Refused(complaints.sorted());
      }
      case HoconText.Document document -> {
        document.complaints().forEach(complaints::add);
        var profiles = new Profiles(document.root(), overrides.profiles(), complaints);
        yield read(document, profiles, path, files, complaints);
      }
    };
  }

  private Reading read(
      HoconText.Document document,
      Profiles profiles,
      String path,
      FileLookup files,
      Complaints complaints) {
    var root = document.root();
    var keys = new KeyCheck(complaints);
    keys.check(root, "", WorkloadKeys.TOP, List.of());
    var top = new TopReader(complaints, keys).read(root);
    var name = top.name().orElse(nameOf(path));
    var effective = settings.read(top.engine(), complaints);
    boolean halts = root.find("halt").isPresent();
    var stages = new StageReader(kinds, code, files, complaints, keys, halts);
    var read =
        root.find("stages").isPresent()
            ? new StagesReader(stages, complaints, keys).read(root, document.referenced())
            : StagesReader.Stages.of(name, stages.read(name, root, document.referenced()));
    profiles.check(settings);
    if (complaints.isEmpty()) { // what is wrong in a stage may be the use that is missing
      profiles.checkParameters(read.withTasks(), document.referenced());
    }
    if (!complaints.isEmpty() || effective.isEmpty()) {
      return new Reading.Refused(complaints.sorted());
    }
    var workload =
        new Workload(
            name,
            top.backend().orElse(BackendKind.THREADS),
            top.workers(),
            top.deadline(),
            top.halt(),
            read.withTasks(),
            read.queries(),
            read.result());
    return new Reading.Accepted(workload, effective.get().attributedBy(profiles::attributed));
  }

  private static String nameOf(String path) {
    var file = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.conf$", "");
    var name = file.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[._-]+", "");
    return name.isEmpty() ? "workload" : name.substring(0, Math.min(name.length(), 64));
  }
}
