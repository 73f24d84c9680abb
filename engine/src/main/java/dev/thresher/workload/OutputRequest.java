package dev.thresher.workload;

import dev.thresher.workload.hocon.Origin;

/**
 * {@code output}.
 *
 * @param path as written; a relative one is taken from the directory of the run's start
 * @param origin for what can only be found wrong later
 */
public record OutputRequest(String path, Format format, Origin origin) {
  /** Told from the end of the path. */
  public enum Format {
    CSV,
    JSON,
    JSON_LINES,
    SQLITE,
    /** Any other: the bytes of the one binary field of the result. */
    RAW,
    /** A file that each task makes; the path is a {@link dev.thresher.task.Template}. */
    PER_TASK
  }
}
