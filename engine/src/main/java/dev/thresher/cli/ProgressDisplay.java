package dev.thresher.cli;

/**
 * Shows how a run is getting on, from a thread of its own, ten times a second at most. Closing it
 * prints what is left to say and leaves no frame behind.
 */
final class ProgressDisplay implements AutoCloseable {
  private static final long TICK_MILLIS = 100;

  private final Screen screen;
  private final RunFollower follower;
  private final Style style;
  private final TerminalSize size = new TerminalSize();
  private final Thread painter;
  private boolean closed;

  enum Style {
    /** Redrawn in place, a lane for each worker. */
    FRAMES,
    /** A line now and then. */
    LINES,
    /** What the engine has to say, no progress. */
    NOTICES,
    SILENT
  }

  private ProgressDisplay(Screen screen, RunFollower follower, Style style) {
    this.screen = screen;
    this.follower = follower;
    this.style = style;
    this.painter = Thread.ofPlatform().daemon().name("thresher-progress").unstarted(this::paint);
  }

  static ProgressDisplay begin(Screen screen, RunFollower follower, Style style) {
    var display = new ProgressDisplay(screen, follower, style);
    display.painter.start();
    return display;
  }

  private void paint() {
    if (style == Style.FRAMES) {
      size.follow();
    }
    while (awaitTick()) {
      tick();
    }
    screen.clearFrame();
    printNotices();
  }

  private synchronized boolean awaitTick() {
    try {
      if (!closed) {
        wait(TICK_MILLIS);
      }
      return !closed;
    } catch (InterruptedException stop) {
      return false;
    }
  }

  private void tick() {
    printNotices();
    switch (style) {
      case FRAMES -> {
        var frame = follower.frame(size.columns(), size.rows());
        if (!frame.isEmpty()) {
          screen.draw(frame);
        }
      }
      case LINES -> follower.plainLine().ifPresent(screen::line);
      case NOTICES, SILENT -> {}
    }
  }

  private void printNotices() {
    var notices = follower.takeNotices();
    if (style != Style.SILENT) {
      screen.lines(notices);
    }
  }

  @Override
  public void close() throws InterruptedException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    painter.join();
    size.close();
  }
}
