package dev.thresher.execute.bodies;

import dev.thresher.model.RunId;
import java.nio.file.Path;

/**
 * What bodies know of the run that they are part of.
 *
 * @param staging absolute; where files lie that tasks make, until they are published; made at the
 *     first need
 */
public record RunPlace(RunId run, Path staging) {}
