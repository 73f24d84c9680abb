package dev.thresher.host;

import org.jspecify.annotations.Nullable;

/**
 * The exact moments at which a fault test ends, or holds, this process. The product has nobody who
 * would do so: a {@link Sabotage} comes only from the class path of a test, which names it in the
 * system property {@value #PROPERTY}. Without it, reaching a moment costs a look at a null.
 */
public final class CrashPoints {
  public static final String PROPERTY = "thresher.crash-points";

  /** Named by what has just happened. */
  public enum Moment {
    /** Coordinator: its directory and its ledger exist, and nothing is in them yet. */
    RUN_OPENED,
    /** Coordinator: a ledger has been read, and nothing of it been taken in yet. */
    LEDGER_READ,
    /** Coordinator: the results of an earlier life have been written again, and no task started. */
    LEDGER_REPLAYED,
    /** Coordinator: a batch has been chosen for a worker, which does not have it yet. */
    BATCH_CHOSEN,
    /** Coordinator: results have come, and nothing has been decided of them. */
    RESULTS_HEARD,
    /** Coordinator: entries are about to be written to the ledger. */
    GROUP_GATHERED,
    /** Coordinator: entries are in the file, and perhaps not on disk. */
    GROUP_WRITTEN,
    /** Coordinator: entries are on disk, and nobody has been told. */
    GROUP_FORCED,
    /** Coordinator: an output is whole, and does not have its name yet. */
    OUTPUT_WRITTEN,
    /** Coordinator: an output has its name, and the run has not ended. */
    OUTPUT_NAMED,
    /** Worker: a batch has come, and nothing of it has started. */
    BATCH_RECEIVED,
    /** Worker: results are there, and have not been sent. */
    RESULTS_READY,
    /** Worker: the coordinator has said that results are safe. */
    RESULTS_ACKNOWLEDGED
  }

  /** What a test does at such a moment, on the thread that reaches it. */
  public interface Sabotage {
    void reached(Moment moment);
  }

  private static final @Nullable Sabotage SABOTAGE = sabotage(System.getProperty(PROPERTY, ""));

  private CrashPoints() {}

  public static void reached(Moment moment) {
    if (SABOTAGE != null) {
      SABOTAGE.reached(moment);
    }
  }

  private static @Nullable Sabotage sabotage(String name) {
    if (name.isEmpty()) {
      return null;
    }
    try {
      return (Sabotage) Class.forName(name).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(PROPERTY + " names no such class: " + name, missing);
    }
  }
}
