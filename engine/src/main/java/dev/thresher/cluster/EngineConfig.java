package dev.thresher.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import dev.thresher.model.Incarnation;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Configuration of the engine's actor systems: files of the engine over Pekko's reference files and
 * nothing else. System properties, environment and the host's {@code application.conf} are not
 * looked at.
 */
final class EngineConfig {
  private static final ClassLoader LOADER = EngineConfig.class.getClassLoader();
  private static final String FILES = "dev/thresher/cluster/";

  private EngineConfig() {}

  /** A system that speaks to no other process. */
  static Config local() {
    return resolved(file("engine.conf"));
  }

  static Config coordinator() {
    return resolved(
        ConfigFactory.parseMap(Map.of("pekko.cluster.roles", List.of(Roles.COORDINATOR)))
            .withFallback(clustered()));
  }

  static Config worker(Incarnation incarnation, Duration orphanGrace) {
    return resolved(
        ConfigFactory.parseMap(
                Map.of(
                    "pekko.cluster.roles",
                    List.of(Roles.WORKER, Roles.of(incarnation)),
                    // A JVM of ours that has run out of memory is no good to anybody.
                    "pekko.jvm-exit-on-fatal-error",
                    true,
                    "thresher-cluster.orphan-grace",
                    orphanGrace))
            .withFallback(clustered()));
  }

  private static Config clustered() {
    return file("cluster.conf").withFallback(file("engine.conf"));
  }

  private static Config file(String name) {
    var options = ConfigParseOptions.defaults().setAllowMissing(false);
    return ConfigFactory.parseResources(LOADER, FILES + name, options);
  }

  // Pekko reads its reference files through the same cached call, so they are parsed once; its own
  // copy has system properties mixed in, but lies below every key of this one.
  private static Config resolved(Config own) {
    return own.withFallback(ConfigFactory.defaultReferenceUnresolved(LOADER))
        .resolve(ConfigResolveOptions.noSystem());
  }
}
