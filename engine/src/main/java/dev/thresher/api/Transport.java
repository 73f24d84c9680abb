package dev.thresher.api;

import dev.thresher.model.EngineSettings;

/** What carries tasks to worker processes and results back. Tasks cannot tell the two apart. */
public enum Transport {
  /** A Unix domain socket of each worker's own: no port, no cluster, a fraction of the time. */
  DIRECT(EngineSettings.Transport.DIRECT),
  /** TCP with mutual TLS on the loopback interface, in a cluster which the workers join. */
  ARTERY(EngineSettings.Transport.ARTERY);

  private final EngineSettings.Transport setting;

  Transport(EngineSettings.Transport setting) {
    this.setting = setting;
  }

  EngineSettings.Transport setting() {
    return setting;
  }
}
