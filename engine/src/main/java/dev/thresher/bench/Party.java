package dev.thresher.bench;

import dev.thresher.model.BackendKind;

/** Whoever does the work. */
sealed interface Party {
  /** This engine. */
  record Ours(BackendKind backend) implements Party {
    @Override
    public String toString() {
      return backend.keyword();
    }
  }

  record Peer(Yardstick yardstick) implements Party {
    @Override
    public String toString() {
      return yardstick.word();
    }
  }
}
