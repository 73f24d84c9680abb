package dev.thresher.execute.bodies;

import static dev.thresher.model.SplitMix64.mixed;

import dev.thresher.model.SplitMix64;
import dev.thresher.model.TaskId;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A stream of random numbers for each task, a function of seed, stage and index alone: the same on
 * every backend, in every batch and attempt.
 *
 * <p>The generator is the JDK's L64X128MixRandom (Steele and Vigna, LXM: Better Splittable
 * Pseudorandom Number Generators, OOPSLA 2021), its 192 bits of state and 64 of increment filled by
 * SplitMix64 from a hash of the three numbers. Streams of different tasks are so many places in a
 * space of 2^255 that no two of them meet in practice.
 */
final class RandomStreams {
  private static final int SEED_LONGS = 4;

  private RandomStreams() {}

  static SplittableGenerator of(long seed, TaskId task) {
    // Mixed one after the other, so that (stage 1, index 0) and (stage 0, index 1) are far apart.
    var state = new SplitMix64(mixed(mixed(mixed(seed) + task.stage()) + task.index()));
    state.nextLong();
    var bytes = ByteBuffer.allocate(SEED_LONGS * Long.BYTES);
    for (int i = 0; i < SEED_LONGS; i++) {
      bytes.putLong(state.nextLong());
    }
    RandomGenerator made = Factory.GENERATOR.create(bytes.array());
    return (SplittableGenerator) made;
  }

  // Found by name among the JDK's services, once.
  private static final class Factory {
    static final RandomGeneratorFactory<RandomGenerator> GENERATOR =
        RandomGeneratorFactory.of("L64X128MixRandom");
  }
}
