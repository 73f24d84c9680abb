package dev.thresher.runtime.nodes;

import dev.thresher.cluster.EngineSystem;
import dev.thresher.host.HostName;

/** What a node says of itself. */
final class EngineVersion {
  private EngineVersion() {}

  /** From the jar's manifest; classes that lie in a directory have none. */
  static String current() {
    var version = EngineSystem.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Whose process this is, for people. */
  static String user() {
    var name = System.getProperty("user.name", "");
    return name.isEmpty() ? "unknown" : name;
  }

  static String host() {
    return HostName.ofThisHost();
  }
}
