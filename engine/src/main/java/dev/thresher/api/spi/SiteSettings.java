package dev.thresher.api.spi;

import dev.thresher.api.ClusterPlace;
import dev.thresher.api.PlainTasks;
import dev.thresher.api.Recycling;
import dev.thresher.api.SerRunnable;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an executor asks of its site.
 *
 * @param name names of workers begin with it; unique in this JVM
 * @param workers most workers at once: threads, or processes; empty leaves it to the site
 * @param fewest workers that are kept when there is nothing to do; equal to {@code workers} unless
 *     the executor is elastic
 * @param idleTimeout after which workers above {@code fewest} end
 * @param grace how long a task may go on after its deadline, or a cancellation, and an interrupt
 * @param initializer runs once in each worker before its first task
 * @param plainTasks of no interest where tasks need not travel
 * @param engine of no interest where workers are threads; empty means the engine's defaults
 * @param transport goes before that of {@code engine}; of no interest where workers are threads
 * @param cluster for backend {@code cluster}, and no other
 */
public record SiteSettings(
    BackendKind backend,
    String name,
    OptionalInt workers,
    OptionalInt fewest,
    Duration idleTimeout,
    Duration grace,
    Optional<SerRunnable> initializer,
    Recycling recycling,
    PlainTasks plainTasks,
    Optional<EngineSettings> engine,
    Optional<EngineSettings.Transport> transport,
    Optional<ClusterPlace> cluster) {}
