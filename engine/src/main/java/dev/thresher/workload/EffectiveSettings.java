package dev.thresher.workload;

import dev.thresher.model.EngineSettings;
import dev.thresher.workload.hocon.Origin;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The settings in force and where each comes from, in the order of {@code reference.conf}. */
public record EffectiveSettings(EngineSettings settings, List<Setting> all) {
  public EffectiveSettings {
    all = List.copyOf(all);
  }

  /**
   * One key.
   *
   * @param key such as {@code schedule.batch-target}
   * @param value as written
   * @param profile that it comes from, if it comes from one
   */
  public record Setting(String key, String value, Origin origin, Optional<String> profile) {
    Setting(String key, String value, Origin origin) {
      this(key, value, origin, Optional.empty());
    }
  }

  EffectiveSettings attributedBy(UnaryOperator<Setting> attribution) {
    return new EffectiveSettings(settings, all.stream().map(attribution).toList());
  }
}
