package dev.thresher.sim;

import java.util.ArrayList;
import java.util.List;

/** Where two tasks wait for each other: neither goes on before both have come. */
final class Meetings {
  private final List<Runnable> waiting = new ArrayList<>();

  void arrive(Runnable goesOn) {
    waiting.add(goesOn);
    if (waiting.size() == 2) {
      waiting.forEach(Runnable::run);
    }
  }
}
