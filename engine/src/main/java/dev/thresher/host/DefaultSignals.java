package dev.thresher.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lets a program start with signals as they are by default. What a script has started in the
 * background ignores Ctrl-C, all that it starts does as well, and neither a shell nor a JVM can
 * change that for itself.
 */
public final class DefaultSignals {
  private static final Path ENV = Path.of("/usr/bin/env");
  private static final String OPTION = "--default-signal=HUP,INT,TERM";

  private DefaultSignals() {}

  /**
   * The words that start the same program so; {@code words} themselves where that cannot be had.
   */
  public static List<String> of(List<String> words) {
    if (!Known.HERE) {
      return words;
    }
    var whole = new ArrayList<>(List.of(ENV.toString(), OPTION));
    whole.addAll(words);
    return whole;
  }

  /** Asked once: GNU's program can do it since 2019, others cannot. */
  private static final class Known {
    static final boolean HERE = works();

    private static boolean works() {
      if (!Files.isExecutable(ENV)) {
        return false;
      }
      try {
        var trial =
            new ProcessBuilder(ENV.toString(), OPTION, "true")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return trial.waitFor(5, TimeUnit.SECONDS) && trial.exitValue() == 0;
      } catch (IOException impossible) {
        return false;
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
