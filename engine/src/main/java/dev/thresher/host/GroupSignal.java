package dev.thresher.host;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Signals to all processes of a group, which the JDK cannot send. */
public final class GroupSignal {
  private static final long PATIENCE_SECONDS = 5;

  private GroupSignal() {}

  /**
   * @param group a process that leads one, as {@link OwnSession} makes it
   * @param name such as {@code INT}
   */
  public static void send(long group, String name) throws IOException {
    if (group <= 1) {
      throw new IllegalArgumentException("no group of ours: " + group);
    }
    var kill =
        new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" -- \"-$1\"", name, Long.toString(group))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        kill.destroyForcibly();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
