package dev.thresher.plan;

import java.nio.file.Path;

/**
 * Where a stage's result goes once the run has ended well; published by one rename.
 *
 * @param path absolute
 */
public record OutputSpec(Path path, Format format) {
  public enum Format {
    CSV,
    JSON,
    JSON_LINES,
    /** The one binary field of the result, as it is. */
    RAW
  }
}
