package dev.thresher.codec;

import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

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
 * @param files a socket by which files of the run are had, if they do not lie on this host
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
    Duration orphanGrace,
    Optional<Path> files) {

  @Override
  public String toString() {
    return "Bootstrap of " + you + " in " + run;
  }
}
