package dev.thresher.commandline;

class CrashedCoordinatorOfThreadsTest extends CoordinatorCrashes {
  CrashedCoordinatorOfThreadsTest() {
    super("threads");
  }
}
