package dev.thresher.api.local;

import dev.thresher.api.InitializerFailure;
import dev.thresher.api.SerRunnable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the initialiser of a worker, again after a pause if it throws. */
public final class Preparation {
  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
  private static final Duration[] PAUSES = {Duration.ofMillis(100), Duration.ofMillis(500)};

  private Preparation() {}

  /**
   * @param worker its name, for messages
   * @return null if it succeeded in the end
   */
  public static @Nullable InitializerFailure run(SerRunnable code, String worker) {
    for (var pause : PAUSES) {
      try {
        code.run();
        return null;
      } catch (Throwable thrown) {
        LOG.warn(
            "the initialiser of {} threw; trying again in {} ms", worker, pause.toMillis(), thrown);
      }
      if (!slept(pause)) {
        break;
      }
    }
    try {
      code.run();
      return null;
    } catch (Throwable thrown) {
      var times = "the initialiser of " + worker + " threw " + (PAUSES.length + 1) + " times: ";
      return new InitializerFailure(times + thrown, thrown);
    }
  }

  // An interrupt means that the executor stops: the last attempt follows at once.
  private static boolean slept(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
