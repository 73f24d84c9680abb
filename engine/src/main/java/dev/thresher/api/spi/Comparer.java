package dev.thresher.api.spi;

import dev.thresher.api.Comparison;
import dev.thresher.api.SerFunction;
import dev.thresher.model.BackendKind;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.ServiceLoader;

/** Tries out where a function runs best. Found by {@code ServiceLoader}, as sites are. */
public interface Comparer {
  /**
   * @param workers empty for as many as processors, on virtual threads for no limit
   */
  record Place(BackendKind backend, OptionalInt workers) {}

  /**
   * @param places empty leaves them to the comparer
   * @param seed draws the order in which places take turns
   */
  record Settings(List<Place> places, Duration budget, long seed) {
    public Settings {
      places = List.copyOf(places);
    }
  }

  /**
   * @throws IllegalArgumentException if this release has none; the message is for the user
   */
  static Comparer installed() {
    return ServiceLoader.load(Comparer.class, Comparer.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("this release compares no places"));
  }

  /**
   * @param inputs at least one
   * @throws InterruptedException if the calling thread is interrupted; nothing goes on then
   */
  <A, R> Comparison compare(
      Settings settings, SerFunction<? super A, ? extends R> function, List<A> inputs)
      throws InterruptedException;
}
