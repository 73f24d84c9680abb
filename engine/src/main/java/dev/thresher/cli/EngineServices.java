package dev.thresher.cli;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.runtime.Engine;
import dev.thresher.runtime.LocalEngine;
import dev.thresher.runtime.WorkloadLoader;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import dev.thresher.workload.EffectiveSettings;
import dev.thresher.workload.SettingsReader;
import dev.thresher.workload.hocon.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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

  private static SettingsReading known(EffectiveSettings effective) {
    return new SettingsReading.Known(
        effective.all().stream()
            .map(
                setting -> new Setting(setting.key(), setting.value(), setting.origin().toString()))
            .toList());
  }

  private static dev.thresher.workload.Overrides given(Overrides overrides) {
    return new dev.thresher.workload.Overrides(
        overrides.sets(), overrides.backend(), overrides.workers());
  }

  private static List<Complaint> shown(List<dev.thresher.workload.hocon.Complaint> complaints) {
    return complaints.stream().map(EngineServices::shown).toList();
  }

  static Complaint shown(dev.thresher.workload.hocon.Complaint complaint) {
    var message = complaint.message();
    var suggestion = complaint.suggestion();
    return switch (complaint.origin()) {
      case Origin.InFile(String file, int line) ->
          new Complaint(
              Optional.of(file),
              line > 0 ? OptionalInt.of(line) : OptionalInt.empty(),
              Optional.empty(),
              message,
              suggestion);
      case Origin.Argument(String text) ->
          new Complaint(
              Optional.empty(), OptionalInt.empty(), Optional.of(text), message, suggestion);
      case Origin.Default() ->
          new Complaint(
              Optional.empty(), OptionalInt.empty(), Optional.empty(), message, suggestion);
    };
  }
}
