package dev.thresher.api;

import dev.thresher.api.spi.Seat;

/** While it is open, a spare thread works in place of the calling one, if that is a worker. */
interface LentSeat extends AutoCloseable {
  LentSeat NONE = () -> {};

  static LentSeat ofThread() {
    var seat = Seat.current();
    return seat == null ? NONE : of(seat);
  }

  static LentSeat of(Seat seat) {
    seat.lend();
    return seat::takeBack;
  }

  @Override
  void close();
}
