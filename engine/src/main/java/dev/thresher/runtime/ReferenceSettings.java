package dev.thresher.runtime;

import dev.thresher.model.EngineSettings;
import dev.thresher.workload.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The engine's own defaults, read from beside its own classes and from nowhere else. */
public final class ReferenceSettings {
  private static final String RESOURCE = "/dev/thresher/reference.conf";

  /** Somebody waits for news of single tasks: what runs, and what does not stop. */
  static final Duration EXECUTOR_BEAT = Duration.ofMillis(200);

  private ReferenceSettings() {}

  /** What is in force where nothing else was said. */
  public static EngineSettings defaults() {
    return reader().defaults().settings();
  }

  /** The same for an executor of the Java API. */
  public static EngineSettings ofExecutors() {
    return defaults().withBeat(EXECUTOR_BEAT);
  }

  static SettingsReader reader() {
    // By this class: a user's jar or the host's class loader cannot put another file before it.
    try (var in = ReferenceSettings.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the engine's jar");
      }
      return SettingsReader.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
