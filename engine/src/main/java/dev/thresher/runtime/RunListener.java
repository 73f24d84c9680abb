package dev.thresher.runtime;

import dev.thresher.model.RunEvent;

/** Is told what happens in a run, one event at a time; must return at once. */
@FunctionalInterface
public interface RunListener {
  void on(RunEvent event);
}
