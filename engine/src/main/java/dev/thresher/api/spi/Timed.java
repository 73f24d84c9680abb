package dev.thresher.api.spi;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a function returned, and how long it took.
 *
 * @param value can travel if the function's own result can
 */
@SuppressWarnings("serial") // whether it can is found out where it has to
public record Timed<R>(@Nullable R value, long nanos) implements Serializable {}
