package dev.thresher.api;

import java.io.Serializable;

/** A {@link Runnable} that can travel to another process. See {@link SerCallable}. */
@FunctionalInterface
public interface SerRunnable extends Runnable, Serializable {}
