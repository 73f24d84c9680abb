package dev.thresher.api.spi;

import org.jspecify.annotations.Nullable;

/** Out of the interface, whose fields are all public. */
final class SeatHolder {
  static final ThreadLocal<@Nullable Seat> CURRENT = new ThreadLocal<>();

  private SeatHolder() {}
}
