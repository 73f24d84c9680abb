package dev.thresher.api.spi;

import dev.thresher.api.ProcessExit;
import java.util.concurrent.CompletableFuture;

/** A process that runs code of the caller's. Safe for several threads. */
public interface StartedProcess {
  /**
   * @param result what the code returned, what it threw, or why neither is known; done
   */
  record Ended(ProcessExit exit, CompletableFuture<?> result) {}

  long pid();

  boolean isAlive();

  /** Never fails. */
  CompletableFuture<Ended> onExit();

  void terminate();

  void kill();
}
