package dev.thresher.api.spi;

import dev.thresher.api.SerFunction;

/** Looks at the clock before and after, where the function runs. */
public record TimedFunction<A, R>(SerFunction<? super A, ? extends R> function)
    implements SerFunction<A, Timed<R>>, Wrapped {
  @Override
  public Object userCode() {
    return function;
  }

  @Override
  public Timed<R> apply(A argument) throws Exception {
    long began = System.nanoTime();
    R result = function.apply(argument);
    return new Timed<>(result, System.nanoTime() - began);
  }
}
