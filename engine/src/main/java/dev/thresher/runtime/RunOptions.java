package dev.thresher.runtime;

import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings;
import dev.thresher.runtime.nodes.ClusterAccess;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to execute a plan.
 *
 * @param workers processes on {@code processes}, threads on {@code threads}; 0 means as many as
 *     there are cores. On {@code virtual-threads} a limit of tasks at once; 0 means none. On {@code
 *     cluster} processes; 0 means as many as the cluster's hosts can have
 * @param runDirectory where the run keeps its files; empty means a new one under the state
 *     directory
 * @param showOutput whether what user code prints is shown on stderr too
 * @param overwriteOutputs whether existing result files may be replaced
 * @param cluster for backend {@code cluster}, and no other
 */
public record RunOptions(
    BackendKind backend,
    int workers,
    EngineSettings settings,
    Optional<Path> runDirectory,
    boolean showOutput,
    boolean overwriteOutputs,
    Optional<ClusterAccess> cluster) {
  /** On this machine. */
  public RunOptions(
      BackendKind backend,
      int workers,
      EngineSettings settings,
      Optional<Path> runDirectory,
      boolean showOutput,
      boolean overwriteOutputs) {
    this(backend, workers, settings, runDirectory, showOutput, overwriteOutputs, Optional.empty());
  }

  /** The same on that cluster, if one is named. */
  public RunOptions on(Optional<ClusterAccess> named) {
    return new RunOptions(
        backend, workers, settings, runDirectory, showOutput, overwriteOutputs, named);
  }
}
