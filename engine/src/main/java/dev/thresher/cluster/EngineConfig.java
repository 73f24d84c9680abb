package dev.thresher.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import dev.thresher.model.Incarnation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Configuration of the engine's actor systems: files of the engine over Pekko's reference files and
 * nothing else. System properties, environment and the host's {@code application.conf} are not
 * looked at.
 */
final class EngineConfig {
  private static final ClassLoader LOADER = EngineConfig.class.getClassLoader();

  /**
   * A whole configuration of HTTP takes time to read, and only one system in one process needs it.
   */
  private static final ClassLoader WITHOUT_HTTP =
      new SomeReferenceFiles(LOADER, file -> !file.contains("/pekko-http"));

  private static final String FILES = "dev/thresher/cluster/";

  private static final String SERIALIZERS = "pekko.actor.serializers";
  private static final String BINDINGS = "pekko.actor.serialization-bindings";

  /** A JVM of ours that has run out of memory is no good to anybody. */
  private static final Map<String, Boolean> OWN_JVM = Map.of("pekko.jvm-exit-on-fatal-error", true);

  /** Of Pekko modules that come along with others and that the engine has no use for. */
  private static final Set<String> UNUSED_SERIALIZERS =
      Set.of(
          "pekko-data-replication",
          "pekko-replicated-data",
          "pekko-pubsub",
          "pekko-cluster-client",
          "pekko-singleton",
          "pekko-stream-ref",
          "reliable-delivery",
          "service-key");

  /** A system that hangs must not keep a JVM; what is to keep it are the threads of a run. */
  private static final Map<String, Boolean> OTHERS_JVM = Map.of("pekko.daemonic", true);

  private EngineConfig() {}

  /** A system that speaks to no other process. */
  static Config local() {
    return resolved(ConfigFactory.parseMap(OTHERS_JVM).withFallback(file("engine.conf")));
  }

  static Config coordinator() {
    return resolved(
        ConfigFactory.parseMap(Map.of("pekko.cluster.roles", List.of(Roles.COORDINATOR)))
            .withFallback(ConfigFactory.parseMap(OTHERS_JVM))
            .withFallback(clustered()));
  }

  static Config worker(Incarnation incarnation, Duration orphanGrace) {
    return resolved(
        ConfigFactory.parseMap(
                Map.of(
                    "pekko.cluster.roles",
                    List.of(Roles.WORKER, Roles.of(incarnation)),
                    "thresher-cluster.orphan-grace",
                    orphanGrace))
            .withFallback(ConfigFactory.parseMap(OWN_JVM))
            .withFallback(clustered()));
  }

  static Config node(Listen listen) {
    return resolved(
        ConfigFactory.parseMap(
                Map.of(
                    "pekko.remote.artery.canonical.hostname", listen.host(),
                    "pekko.remote.artery.canonical.port", listen.port(),
                    "pekko.remote.artery.bind.hostname", listen.bindHost()))
            .withFallback(file("node.conf"))
            .withFallback(file("engine.conf")));
  }

  /** An HTTP server that speaks to no other actor system. */
  static Config http() {
    return resolved(
        ConfigFactory.parseMap(OTHERS_JVM)
            .withFallback(file("http.conf"))
            .withFallback(file("engine.conf")),
        LOADER);
  }

  private static Config clustered() {
    return file("cluster.conf").withFallback(file("engine.conf"));
  }

  private static Config file(String name) {
    var options = ConfigParseOptions.defaults().setAllowMissing(false);
    return ConfigFactory.parseResources(LOADER, FILES + name, options);
  }

  private static Config resolved(Config own) {
    return resolved(own, WITHOUT_HTTP);
  }

  private static Config resolved(Config own, ClassLoader references) {
    return withoutUnused(
        own.withFallback(ConfigFactory.defaultReferenceUnresolved(references))
            .resolve(ConfigResolveOptions.noSystem()));
  }

  // Each serializer is made at the start of a system, with dozens of classes around it.
  private static Config withoutUnused(Config whole) {
    return whole
        .withValue(SERIALIZERS, without(whole, SERIALIZERS, Map.Entry::getKey))
        .withValue(BINDINGS, without(whole, BINDINGS, EngineConfig::alias));
  }

  private static ConfigObject without(
      Config whole, String path, Function<Map.Entry<String, ConfigValue>, String> alias) {
    var kept = whole.getObject(path);
    for (var entry : whole.getObject(path).entrySet()) {
      if (UNUSED_SERIALIZERS.contains(alias.apply(entry))) {
        kept = kept.withoutKey(entry.getKey());
      }
    }
    return kept;
  }

  private static String alias(Map.Entry<String, ConfigValue> binding) {
    return String.valueOf(binding.getValue().unwrapped());
  }
}
