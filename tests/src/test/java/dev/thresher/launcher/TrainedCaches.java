package dev.thresher.launcher;

import dev.thresher.launch.Installation;
import dev.thresher.runtime.training.Training;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has the start-up caches of workers made before the first test: the tests start hundreds of
 * workers, and none shall find a training run going on beside it.
 */
public final class TrainedCaches implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Training.startIfNeeded(Installation.current()).ifPresent(TrainedCaches::await);
  }

  private static void await(Process training) {
    try {
      training.waitFor();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
