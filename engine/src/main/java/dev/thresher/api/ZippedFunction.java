package dev.thresher.api;

import dev.thresher.api.spi.Wrapped;

/** A function of two arguments, applied to a pair. */
record ZippedFunction<A, B, R>(SerBiFunction<? super A, ? super B, ? extends R> function)
    implements SerFunction<Pair<A, B>, R>, Wrapped {
  @Override
  public Object userCode() {
    return function;
  }

  @Override
  public R apply(Pair<A, B> pair) throws Exception {
    return function.apply(pair.first(), pair.second());
  }
}
