package dev.thresher.execute.bodies;

import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGenerator.StreamableGenerator;

/** As what a method can take its task's random stream. */
enum RandomType {
  GENERATOR,
  RANDOM,
  SPLITTABLE_RANDOM;

  static Optional<RandomType> of(Class<?> type) {
    if (type == RandomGenerator.class
        || type == SplittableGenerator.class
        || type == StreamableGenerator.class) {
      return Optional.of(GENERATOR);
    }
    if (type == Random.class) {
      return Optional.of(RANDOM);
    }
    return type == SplittableRandom.class ? Optional.of(SPLITTABLE_RANDOM) : Optional.empty();
  }

  Object of(SplittableGenerator stream) {
    return switch (this) {
      case GENERATOR -> stream;
      case RANDOM -> Random.from(stream);
      case SPLITTABLE_RANDOM -> new SplittableRandom(stream.nextLong());
    };
  }
}
