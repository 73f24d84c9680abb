package dev.thresher.runtime;

import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to execute a plan.
 *
 * @param workers processes on {@code processes}, threads on {@code threads}; 0 means as many as
 *     there are cores. On {@code virtual-threads} a limit of tasks at once; 0 means none
 * @param runDirectory where the run keeps its files; empty means a new one under the state
 *     directory
 * @param showOutput whether what user code prints is shown on stderr too
 * @param overwriteOutputs whether existing result files may be replaced
 */
public record RunOptions(
    BackendKind backend,
    int workers,
    EngineSettings settings,
    Optional<Path> runDirectory,
    boolean showOutput,
    boolean overwriteOutputs) {}
