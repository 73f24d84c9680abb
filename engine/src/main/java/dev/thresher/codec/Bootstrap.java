package dev.thresher.codec;

import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a worker process is told first, over its standard input. Holds the run's secret, so it has
 * no telling {@code toString}.
 *
 * @param logFile the worker's own log
 * @param taskLogDirectory where what tasks print goes
 * @param blobDirectory where results lie that are too large for a message
 * @param slots tasks that it runs at once
 * @param beat time between two signs of life
 * @param orphanGrace how long to look for a lost coordinator before it ends; a worker whose
 *     standard input ends does not wait so long
 */
public record Bootstrap(
    Incarnation you,
    RunId run,
    Contact contact,
    Path logFile,
    String logLevel,
    Path taskLogDirectory,
    Path blobDirectory,
    int slots,
    Duration beat,
    Duration orphanGrace) {

  @Override
  public String toString() {
    return "Bootstrap of " + you + " in " + run;
  }
}
