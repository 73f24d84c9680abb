package dev.thresher.api;

import java.io.Serializable;
import java.util.concurrent.Callable;

/**
 * A {@link Callable} that can travel to another process.
 *
 * <p>A lambda or method reference passed to {@link Thresher#submit(SerCallable)} becomes one by
 * itself, as long as the variable has the type {@link Thresher} or is declared with {@code var}.
 * What it captures must be serialisable too; on threads nothing is serialised.
 */
@FunctionalInterface
public interface SerCallable<T> extends Callable<T>, Serializable {}
