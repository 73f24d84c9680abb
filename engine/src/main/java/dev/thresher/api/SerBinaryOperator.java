package dev.thresher.api;

/**
 * Combines two values into one, on a worker. Must be associative: {@code (a·b)·c = a·(b·c)}. It
 * need not be commutative, and where it is associative but for rounding the result of a reduction
 * is still the same each time.
 */
@FunctionalInterface
public interface SerBinaryOperator<T> extends SerBiFunction<T, T, T> {}
