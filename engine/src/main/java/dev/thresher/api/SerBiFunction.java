package dev.thresher.api;

import java.io.Serializable;

/** As {@link SerFunction}, of two arguments. */
@FunctionalInterface
public interface SerBiFunction<A, B, R> extends Serializable {
  R apply(A first, B second) throws Exception;
}
