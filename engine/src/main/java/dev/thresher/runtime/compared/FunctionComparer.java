package dev.thresher.runtime.compared;

import dev.thresher.api.Comparison;
import dev.thresher.api.SerFunction;
import dev.thresher.api.spi.Comparer;
import dev.thresher.compare.Arm;
import dev.thresher.model.BackendKind;
import dev.thresher.model.SplitMix64;
import dev.thresher.trials.Race;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Races executors that stay open. */
public final class FunctionComparer implements Comparer {
  // Of the budget: to find out how many inputs it takes, and to let the JVM compile.
  private static final double SHARE_TO_WARM_UP = 0.2;
  // The warm-up and seven rounds.
  private static final int ROUNDS_WANTED = 8;

  @Override
  public <A, R> Comparison compare(
      Settings settings, SerFunction<? super A, ? extends R> function, List<A> inputs)
      throws InterruptedException {
    var arms = arms(settings.places(), Runtime.getRuntime().availableProcessors());
    try (var passes = Passes.<A, R>open(arms, function)) {
      double budget = seconds(settings.budget());
      double perPass = budget / (arms.size() * ROUNDS_WANTED);
      passes.use(sample(inputs, passes.howMany(inputs, perPass), settings.seed()));
      passes.warmUp(SHARE_TO_WARM_UP * budget);
      long racing = System.nanoTime();
      var race =
          new Race(
              arms,
              passes,
              (1 - SHARE_TO_WARM_UP) * budget,
              settings.seed(),
              () -> (System.nanoTime() - racing) / 1e9,
              Race.SILENT);
      return new Answer(passes, inputs.size()).to(race.run());
    } catch (IOException impossible) {
      throw new IllegalStateException("passes read and write no files", impossible);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static List<Arm> arms(List<Place> places, int cores) {
    var arms = new ArrayList<Arm>();
    for (var place : places.isEmpty() ? usual(cores) : places) {
      int workers = place.workers().orElse(usualWorkers(place.backend(), cores));
      int copy = 1;
      while (arms.contains(new Arm(place.backend(), workers).numbered(copy))) {
        copy++;
      }
      arms.add(new Arm(place.backend(), workers).numbered(copy));
    }
    return List.copyOf(arms);
  }

  private static List<Place> usual(int cores) {
    var places = new ArrayList<Place>();
    places.add(new Place(BackendKind.THREADS, OptionalInt.empty()));
    if (cores > 1) {
      places.add(new Place(BackendKind.THREADS, OptionalInt.of(1)));
    }
    places.add(new Place(BackendKind.VIRTUAL_THREADS, OptionalInt.empty()));
    places.add(new Place(BackendKind.PROCESSES, OptionalInt.empty()));
    return places;
  }

  private static int usualWorkers(BackendKind backend, int cores) {
    return switch (backend) {
      case VIRTUAL_THREADS -> Arm.UNLIMITED;
      case THREADS, PROCESSES, CLUSTER -> cores;
    };
  }

  /** In the order of the inputs. */
  private static <A> List<A> sample(List<A> inputs, int size, long seed) {
    if (size >= inputs.size()) {
      return inputs;
    }
    var random = new SplitMix64(seed);
    var left = new int[] {size};
    // Each of those that are left is taken with the same probability.
    return IntStream.range(0, inputs.size())
        .filter(i -> random.nextUnit() * (inputs.size() - i) < left[0])
        .peek(_ -> left[0]--)
        .mapToObj(inputs::get)
        .toList();
  }
}
