package dev.thresher.api.spi;

import dev.thresher.api.SerFunction;

/** Returns its argument, to see whether somebody answers. */
public record Ping() implements SerFunction<Integer, Integer> {
  @Override
  public Integer apply(Integer number) {
    return number;
  }
}
