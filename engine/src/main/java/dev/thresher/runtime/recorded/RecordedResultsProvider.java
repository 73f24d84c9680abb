package dev.thresher.runtime.recorded;

import dev.thresher.api.spi.ResultStore;
import dev.thresher.api.spi.ResultStoreProvider;
import dev.thresher.rundir.ResultsDirectory;
import java.io.IOException;
import java.nio.file.Path;

/** Opens the results of durable executors. */
public final class RecordedResultsProvider implements ResultStoreProvider {
  @Override
  public ResultStore open(String name, Path directory) {
    try {
      return new RecordedResults(name, ResultsDirectory.open(directory));
    } catch (IOException unusable) {
      throw new IllegalArgumentException(unusable.getMessage(), unusable);
    }
  }
}
