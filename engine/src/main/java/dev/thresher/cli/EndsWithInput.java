package dev.thresher.cli;

import dev.thresher.trials.TrialRunner;
import java.io.IOException;

/**
 * Lets a trial end with the comparison that started it, whatever ended that: the other end of its
 * standard input closes then. Workers notice the end of their coordinator by themselves.
 */
final class EndsWithInput {
  private EndsWithInput() {}

  static void watchIfAsked() {
    if (Boolean.getBoolean(TrialRunner.ENDS_WITH_INPUT)) {
      Thread.ofPlatform().daemon().name("thresher-parent").start(EndsWithInput::watch);
    }
  }

  private static void watch() {
    try {
      while (System.in.read() >= 0) {
        // nobody writes
      }
    } catch (IOException closed) {
      // as good as its end
    }
    Runtime.getRuntime().halt(143);
  }
}
