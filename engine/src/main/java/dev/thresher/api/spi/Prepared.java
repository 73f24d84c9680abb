package dev.thresher.api.spi;

import dev.thresher.api.SerFunction;
import dev.thresher.api.SerRunnable;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is called on a worker that must be initialised first; both travel together.
 *
 * @param function called with each argument; null if the argument is what is called
 */
public record Prepared(SerRunnable initializer, @Nullable SerFunction<Object, Object> function)
    implements Serializable {}
