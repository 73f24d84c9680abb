package dev.thresher.workload;

import dev.thresher.model.EngineSettings;
import dev.thresher.workload.hocon.Origin;
import java.util.List;

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
   */
  public record Setting(String key, String value, Origin origin) {}
}
