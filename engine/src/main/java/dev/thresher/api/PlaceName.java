package dev.thresher.api;

import dev.thresher.model.BackendKind;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A place as it is written: {@code threads}, {@code processes:4}, {@code cluster:host:25520}.
 *
 * @param cluster for backend {@code cluster}, and no other
 */
record PlaceName(BackendKind backend, OptionalInt workers, Optional<ClusterPlace> cluster) {
  PlaceName(BackendKind backend, OptionalInt workers) {
    this(backend, workers, Optional.empty());
  }

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
    var kind = backendOf(text).orElseThrow(() -> unknown(text));
    if (kind == BackendKind.CLUSTER) {
      var place = ClusterPlace.at(parts.length == 1 ? "" : parts[1].strip());
      return new PlaceName(kind, OptionalInt.empty(), Optional.of(place));
    }
    return new PlaceName(
        kind, parts.length == 1 ? OptionalInt.empty() : OptionalInt.of(count(text, parts[1])));
  }

  /** By its first word alone. */
  static Optional<BackendKind> backendOf(String text) {
    return BackendKind.of(text.split(":", 2)[0].strip());
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
            + " number of workers, cluster:HOST:PORT, or the path of a file that ends with "
            + ExecutorFiles.ENDING);
  }
}
