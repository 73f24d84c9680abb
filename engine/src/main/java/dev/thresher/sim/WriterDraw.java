package dev.thresher.sim;

import dev.thresher.model.Footprint;
import dev.thresher.model.Outcome;
import dev.thresher.schedule.Volume;
import java.util.SplittableRandom;

/**
 * Gives some scenarios a writer that is slower than the tasks, or about as fast. From a seed of its
 * own, so that all others stay what they are.
 */
final class WriterDraw {
  private static final long RESULT_BYTES =
      Footprint.of(new Outcome.Completed(SimulatedSlots.NOTHING));

  private WriterDraw() {}

  /** With a slow writer, or the scenario as it is. */
  static Scenario orAsItIs(Scenario base) {
    var random = new SplittableRandom(base.seed() ^ 0x57726974L);
    // Of submitted tasks nobody tells when their results have been taken in.
    if (base.session().isPresent() || random.nextInt(5) > 0) {
      return base;
    }
    var most =
        new Volume(
            1 + random.nextInt(100),
            RESULT_BYTES * (random.nextBoolean() ? 1 + random.nextInt(100) : 1_000));
    return base.withWriter(1 + random.nextLong(4 * base.tasks().grainNanos()), most);
  }
}
