package dev.thresher.api;

import java.io.Serializable;

/**
 * A function that can travel to another process and, like a {@link java.util.concurrent.Callable},
 * may throw checked exceptions. See {@link SerCallable}.
 */
@FunctionalInterface
public interface SerFunction<A, R> extends Serializable {
  R apply(A argument) throws Exception;
}
