package dev.thresher.commandline;

class CrashedCoordinatorOfProcessesTest extends CoordinatorCrashes {
  CrashedCoordinatorOfProcessesTest() {
    super("processes");
  }
}
