package dev.thresher.task;

import java.util.List;
import java.util.Optional;

/** The kinds that this engine knows. Fixed for the life of the JVM; callable from any thread. */
public interface KindRegistry {
  Optional<TaskKind> find(String name);

  /** By name, in alphabetical order. */
  List<TaskKind> all();
}
