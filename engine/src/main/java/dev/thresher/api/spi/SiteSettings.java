package dev.thresher.api.spi;

import dev.thresher.api.Recycling;
import dev.thresher.api.SerRunnable;
import dev.thresher.model.BackendKind;
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
 * @param initializer runs once in each worker before its first task
 */
public record SiteSettings(
    BackendKind backend,
    String name,
    OptionalInt workers,
    OptionalInt fewest,
    Duration idleTimeout,
    Optional<SerRunnable> initializer,
    Recycling recycling) {}
