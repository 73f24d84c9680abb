package dev.thresher.api;

import dev.thresher.model.BackendKind;
import java.util.OptionalInt;

/** A place as it is written: {@code threads}, {@code processes:4}. */
record PlaceName(BackendKind backend, OptionalInt workers) {
  PlaceName {
    if (workers.isPresent() && workers.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "workers of " + backend.keyword() + " must be >= 1, but are " + workers.getAsInt());
    }
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static PlaceName of(String text) {
    var parts = text.split(":", 2);
    var kind = BackendKind.of(parts[0].strip()).orElseThrow(() -> unknown(text));
    return new PlaceName(
        kind, parts.length == 1 ? OptionalInt.empty() : OptionalInt.of(count(text, parts[1])));
  }

  private static int count(String text, String number) {
    try {
      return Integer.parseInt(number.strip());
    } catch (NumberFormatException none) {
      throw unknown(text);
    }
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no place for tasks; write threads, virtual-threads or processes, with :n for a"
            + " number of workers, or the path of a file that ends with "
            + ExecutorFiles.ENDING);
  }
}
