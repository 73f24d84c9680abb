package dev.thresher.cli;

import dev.thresher.cli.Services.Setting;
import dev.thresher.cli.Services.SettingsReading;
import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.report.ResultText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Shows the settings in force: the defaults, or those of a workload file.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {ExitCodes.OK_TEXT, ExitCodes.FILE_TEXT, ExitCodes.INTERNAL_TEXT})
final class ConfigShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "A workload file.")
  private @Nullable Path file;

  @Mixin private OverrideOptions overrides = new OverrideOptions();

  @Option(names = "--origin", description = "Says of each value where it comes from.")
  private boolean origin;

  @Option(names = "--json", description = "Prints one JSON object: settings.")
  private boolean json;

  ConfigShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (file == null && !overrides.profiles.isEmpty()) {
      throw Refusal.of(
          List.of(
              Complaint.aboutArgument(
                  "--profile " + overrides.profiles.getFirst(), "profiles are those of a FILE")));
    }
    return switch (surroundings.services().settings(Optional.ofNullable(file), overrides.alone())) {
      case SettingsReading.Refused(var complaints) -> throw Refusal.of(complaints);
      case SettingsReading.Known(var settings) -> show(settings);
    };
  }

  private int show(List<Setting> settings) {
    if (json) {
      var items = settings.stream().<Value>map(ConfigShowCommand::fields).toList();
      surroundings.json(Fields.of("settings", new Sequence(items)));
    } else {
      surroundings.results(ResultText.aligned(settings.stream().map(this::row).toList()));
    }
    return ExitCodes.DONE;
  }

  private List<String> row(Setting setting) {
    var pair = setting.key() + " = " + PrintableText.escape(setting.value());
    return origin ? List.of(pair, "# " + PrintableText.escape(setting.origin())) : List.of(pair);
  }

  private static Fields fields(Setting setting) {
    return Fields.of("key", Value.of(setting.key()))
        .with("value", Value.of(setting.value()))
        .with("origin", Value.of(setting.origin()));
  }
}
