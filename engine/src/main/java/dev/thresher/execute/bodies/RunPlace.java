package dev.thresher.execute.bodies;

import dev.thresher.model.RunId;
import dev.thresher.task.FilesHere;
import java.nio.file.Path;

/**
 * What bodies know of the run that they are part of.
 *
 * @param staging absolute; where files lie that tasks make, until they are published; made at the
 *     first need
 * @param files where the run's own lie on this host
 */
public record RunPlace(RunId run, Path staging, FilesHere files) {
  /** On a host that sees what the coordinator's host sees. */
  public RunPlace(RunId run, Path staging) {
    this(run, staging, FilesHere.SHARED);
  }
}
