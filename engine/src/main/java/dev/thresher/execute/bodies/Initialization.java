package dev.thresher.execute.bodies;

import dev.thresher.api.InitializerFailure;
import dev.thresher.api.SerRunnable;
import dev.thresher.api.local.Preparation;
import dev.thresher.execute.Closures.Preparing;
import org.jspecify.annotations.Nullable;

/** The initialiser of this worker: runs once, before the first task. Safe for several threads. */
final class Initialization {
  private boolean done;

  // Never read. What the initialiser has set are static fields of these classes.
  @SuppressWarnings("unused")
  private @Nullable BundleCode kept;

  private @Nullable InitializerFailure failure;

  /**
   * @param code of whose classes the initialiser is; stays, whatever comes and goes after it
   * @throws InitializerFailure if it has failed for good
   */
  synchronized void require(SerRunnable initializer, BundleCode code, Preparing preparing) {
    if (done) {
      return;
    }
    kept = code;
    if (failure == null) {
      preparing.begin();
      try {
        run(initializer);
      } finally {
        preparing.end();
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void run(SerRunnable initializer) {
    var thrown = Preparation.run(initializer, "worker " + Thread.currentThread().getName());
    if (thrown == null) {
      done = true;
    } else if (wasInterrupted(thrown)) {
      throw thrown; // that was meant for the task, and the next one tries again
    } else {
      failure = thrown;
    }
  }

  private static boolean wasInterrupted(InitializerFailure thrown) {
    return Thread.currentThread().isInterrupted()
        || thrown.getCause() instanceof InterruptedException;
  }
}
