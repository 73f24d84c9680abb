package dev.thresher.cli;

import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.runtime.Engine;
import dev.thresher.runtime.LocalEngine;
import dev.thresher.task.KindRegistry;
import java.nio.file.Path;
import java.util.Optional;

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
  public Reading read(Path file, Overrides overrides) {
    throw new UnsupportedOperationException("no reader is wired in yet");
  }

  @Override
  public SettingsReading settings(Optional<Path> file, Overrides overrides) {
    throw new UnsupportedOperationException("no reader is wired in yet");
  }
}
