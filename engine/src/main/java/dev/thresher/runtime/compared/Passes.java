package dev.thresher.runtime.compared;

import dev.thresher.api.SerFunction;
import dev.thresher.api.spi.Timed;
import dev.thresher.compare.Arm;
import dev.thresher.compare.Inside;
import dev.thresher.compare.Inside.Phases;
import dev.thresher.compare.Inside.TaskTimes;
import dev.thresher.compare.Trial;
import dev.thresher.compare.Trial.Ending;
import dev.thresher.runtime.compared.Lane.Pass;
import dev.thresher.trials.Race;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A trial here is a pass over the inputs on an executor that is open already. */
final class Passes<A, R> implements Race.Runner, AutoCloseable {
  private static final String SAME = "as the first";
  private static final String OTHER = "other results, number ";
  private static final int MOST_TO_WARM_UP = 20;
  private static final double STEADY = 0.05;
  // What the schedule keeps back for ending processes; a pass ends at once.
  private static final double KEPT_BACK = 1;

  private final Map<Arm, Lane<A, R>> lanes;
  private final FirstResults<R> first = new FirstResults<>();
  private List<A> inputs = List.of();
  private int others;

  private Passes(Map<Arm, Lane<A, R>> lanes) {
    this.lanes = lanes;
  }

  /**
   * @throws IllegalArgumentException if this machine cannot
   */
  static <A, R> Passes<A, R> open(List<Arm> arms, SerFunction<? super A, ? extends R> function) {
    var opened = new LinkedHashMap<Arm, Lane<A, R>>();
    var passes = new Passes<A, R>(opened);
    try {
      arms.forEach(arm -> opened.put(arm, Lane.open(arm, function)));
      return passes;
    } catch (RuntimeException cannot) {
      passes.close();
      throw cannot;
    }
  }

  /** How many inputs the first arm takes within a time; one for each of its workers at least. */
  int howMany(List<A> all, double seconds) {
    var lane = lanes.values().iterator().next();
    return Math.max(Math.max(1, lane.arm().workers()), lane.howMany(all, seconds));
  }

  void use(List<A> these) {
    inputs = these;
  }

  List<A> inputs() {
    return inputs;
  }

  double startSeconds(Arm arm) {
    return lane(arm).startSeconds();
  }

  private Lane<A, R> lane(Arm arm) {
    var lane = lanes.get(arm);
    if (lane == null) {
      throw new IllegalArgumentException("no such arm: " + arm);
    }
    return lane;
  }

  /** Until passes take no less time than those before, on every arm, or the time is over. */
  void warmUp(double seconds) throws InterruptedException {
    long began = System.nanoTime();
    var last = new LinkedHashMap<Arm, Double>();
    var unsteady = new ArrayList<>(lanes.values());
    for (int i = 0; i < MOST_TO_WARM_UP && !unsteady.isEmpty(); i++) {
      for (var lane : List.copyOf(unsteady)) {
        double rest = seconds - (System.nanoTime() - began) / 1e9;
        if (rest <= 0) {
          return;
        }
        double took = lane.pass(inputs, rest).seconds();
        var before = last.put(lane.arm(), took);
        if (before != null && took > before * (1 - STEADY)) {
          unsteady.remove(lane);
        }
      }
    }
  }

  @Override
  public Trial trial(Arm arm, int round, double startedAt, double limitSeconds)
      throws InterruptedException {
    var pass = lane(arm).pass(inputs, limitSeconds + KEPT_BACK);
    return switch (pass) {
      case Pass.Done<R> done ->
          trial(round, startedAt, done.seconds(), ending(arm, done), inside(arm, done));
      case Pass.Failed<R>(double seconds, String why) -> {
        close(arm);
        yield trial(round, startedAt, seconds, new Ending.Failed(1, why), Optional.empty());
      }
      case Pass.Cut<R>(double seconds) -> {
        close(arm);
        var why = "was ended after %.1f s".formatted(seconds);
        yield trial(round, startedAt, seconds, new Ending.Cut(why), Optional.empty());
      }
    };
  }

  // It gets no more passes, and what of it still runs would disturb the others.
  private void close(Arm arm) {
    lane(arm).close();
  }

  private static Trial trial(
      int round, double startedAt, double seconds, Ending ending, Optional<Inside> inside) {
    return new Trial(
        round,
        startedAt,
        seconds,
        ending,
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        inside);
  }

  private Ending ending(Arm arm, Pass.Done<R> done) {
    boolean same = first.isSame(arm, done.results());
    return new Ending.Completed(same ? SAME : OTHER + ++others);
  }

  private Optional<Inside> inside(Arm arm, Pass.Done<R> done) {
    var nanos = done.results().stream().mapToLong(Timed::nanos).sorted().toArray();
    return Optional.of(
        new Inside(
            new Phases(0, 0, done.seconds(), 0),
            arm.workers() == Arm.UNLIMITED ? OptionalInt.empty() : OptionalInt.of(arm.workers()),
            nanos.length,
            Arrays.stream(nanos).sum() / 1e9,
            Optional.of(
                new TaskTimes(
                    quantile(nanos, 0.5),
                    quantile(nanos, 0.9),
                    quantile(nanos, 0.99),
                    quantile(nanos, 1))),
            Optional.empty(),
            0,
            0));
  }

  private static double quantile(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e9;
  }

  /** Whether results differ, as a sentence. */
  Optional<String> difference() {
    return first.difference();
  }

  /** Of results that could not be compared. */
  Optional<String> warning() {
    return first.warning();
  }

  @Override
  public boolean interrupted() {
    return false; // an interrupt is thrown
  }

  @Override
  public void close() {
    lanes.values().forEach(Lane::close);
  }
}
