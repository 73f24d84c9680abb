package dev.thresher.api;

import dev.thresher.api.spi.Comparer;
import dev.thresher.model.BackendKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Settings of a comparison: {@link Thresher#comparison}. Not safe for several threads. */
public final class ComparisonBuilder {
  private static final Duration LEAST = Duration.ofMillis(100);

  private List<Comparer.Place> places = List.of();
  private Duration budget = Duration.ofSeconds(10);
  private long seed = 1;

  ComparisonBuilder() {}

  /**
   * Time for all passes together, 10 s without it; starting worker processes comes on top. The less
   * the places differ, the more of it is needed to tell them apart.
   *
   * @throws IllegalArgumentException if it is less than 100 ms
   */
  public ComparisonBuilder budget(Duration time) {
    if (time.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException("a budget must be at least 100 ms, but is " + time);
    }
    budget = time;
    return this;
  }

  /**
   * What to compare, as {@link Thresher#open} takes it: {@code "threads:2"}. Without it one thread,
   * as many threads as processors, virtual threads, and as many processes. The same twice shows
   * what differs by chance.
   *
   * @throws IllegalArgumentException if one is no place, or none is given
   */
  public ComparisonBuilder places(String... names) {
    if (names.length == 0) {
      throw new IllegalArgumentException("name at least one place, such as threads:2");
    }
    places = Arrays.stream(names).map(ComparisonBuilder::place).toList();
    return this;
  }

  private static Comparer.Place place(String name) {
    if (PlaceName.backendOf(name).equals(Optional.of(BackendKind.CLUSTER))) {
      throw new IllegalArgumentException(
          "a cluster is not compared: everything runs on this machine; processes are what it is"
              + " made of");
    }
    var place = PlaceName.of(name);
    return new Comparer.Place(place.backend(), place.workers());
  }

  /** Draws the order in which places take turns; 1 without it. */
  public ComparisonBuilder seed(long number) {
    seed = number;
    return this;
  }

  /**
   * Runs the function over the inputs, again and again, on each place in turn.
   *
   * @param inputs read once, before anything starts
   * @throws IllegalArgumentException if there are no inputs, or this machine cannot
   * @throws InterruptedException if the calling thread is interrupted; nothing goes on then
   */
  public <A, R> Comparison compare(
      SerFunction<? super A, ? extends R> function, Iterable<? extends A> inputs)
      throws InterruptedException {
    Objects.requireNonNull(function);
    var all = new ArrayList<A>();
    inputs.forEach(all::add);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("there are no inputs to compare with");
    }
    return Comparer.installed()
        .compare(
            new Comparer.Settings(places, budget, seed),
            function,
            Collections.unmodifiableList(all));
  }
}
