package dev.thresher.cli;

import dev.thresher.bench.Bench;
import dev.thresher.bench.BenchWorkload;
import dev.thresher.bench.Line;
import dev.thresher.bench.Scale;
import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings;
import dev.thresher.runtime.Engine;
import dev.thresher.runtime.LocalEngine;
import dev.thresher.runtime.WorkloadLoader;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import dev.thresher.workload.EffectiveSettings;
import dev.thresher.workload.SettingsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The engine of this JVM. */
final class EngineServices implements Services {
  @Override
  public Engine engine() {
    return LocalEngine.ofThisUser();
  }

  @Override
  public KindRegistry kinds() {
    return BuiltinKinds.load();
  }

  @Override
  public RecordFiles records() {
    return new StoredRecords();
  }

  @Override
  public Reading read(Path file, Overrides overrides) {
    return switch (new WorkloadLoader(kinds(), records()).load(file, given(overrides))) {
      case Loaded.Refused(var complaints) -> new Reading.Refused(shown(complaints));
      case Loaded.Ready ready ->
          new Reading.Ready(
              ready.workload(),
              ready.plan(),
              ready.workload().backend(),
              ready.workload().workers().orElse(0),
              ready.settings());
    };
  }

  @Override
  public SettingsReading settings(Optional<Path> file, Overrides overrides) {
    var loader = new WorkloadLoader(kinds(), records());
    if (file.isPresent()) {
      return switch (loader.load(file.get(), given(overrides))) {
        case Loaded.Refused(var complaints) -> new SettingsReading.Refused(shown(complaints));
        case Loaded.Ready ready -> known(ready.effective());
      };
    }
    return switch (loader.settings(given(overrides))) {
      case SettingsReader.Settled.Refused(var complaints) ->
          new SettingsReading.Refused(shown(complaints));
      case SettingsReader.Settled.Known(var settings) -> known(settings);
    };
  }

  @Override
  public List<Line> measure(
      Scale scale,
      List<BenchWorkload> workloads,
      List<BackendKind> backends,
      EngineSettings.Transport transport,
      Optional<Path> peers,
      Consumer<String> progress)
      throws Exception {
    return new Bench(scale, progress).run(workloads, backends, transport, peers);
  }

  private static SettingsReading known(EffectiveSettings effective) {
    return new SettingsReading.Known(
        effective.all().stream()
            .map(setting -> new Setting(setting.key(), setting.value(), origin(setting)))
            .toList());
  }

  private static String origin(EffectiveSettings.Setting setting) {
    return setting.profile().map(name -> "profile " + name + ", ").orElse("") + setting.origin();
  }

  private static dev.thresher.workload.Overrides given(Overrides overrides) {
    return new dev.thresher.workload.Overrides(
        overrides.profiles(), overrides.sets(), overrides.backend(), overrides.workers());
  }

  private static List<Complaint> shown(List<dev.thresher.workload.hocon.Complaint> complaints) {
    return complaints.stream().map(EngineServices::shown).toList();
  }

  static Complaint shown(dev.thresher.workload.hocon.Complaint complaint) {
    return Complaint.at(complaint.origin(), complaint.message(), complaint.suggestion());
  }
}
