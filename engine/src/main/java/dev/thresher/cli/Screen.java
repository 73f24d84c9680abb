package dev.thresher.cli;

import java.io.PrintStream;
import java.util.List;

/**
 * Standard error, shared by lines that stay and a frame that is redrawn below them. Callable from
 * any thread; a line never lands inside the frame.
 */
final class Screen {
  private static final String NO_WRAPPING = "\u001b[?7l";
  private static final String WRAPPING = "\u001b[?7h";
  private static final String ERASE_BELOW = "\u001b[J";

  private final PrintStream stream;
  private final Terminal terminal;
  private List<String> drawn = List.of();

  Screen(PrintStream stream, Terminal terminal) {
    this.stream = stream;
    this.terminal = terminal;
  }

  Terminal terminal() {
    return terminal;
  }

  synchronized void line(String text) {
    put(erasure() + text + "\n");
  }

  synchronized void lines(List<String> lines) {
    if (!lines.isEmpty()) {
      put(erasure() + String.join("\n", lines) + "\n");
    }
  }

  /** Replaces the frame; does nothing if it is the same or cannot be redrawn. */
  synchronized void draw(List<String> frame) {
    if (terminal.redraws() && !frame.equals(drawn)) {
      var text = erasure() + NO_WRAPPING + String.join("\n", frame) + "\n" + WRAPPING;
      drawn = List.copyOf(frame);
      put(text);
    }
  }

  synchronized void clearFrame() {
    put(erasure());
  }

  private String erasure() {
    var text = drawn.isEmpty() ? "" : "\r\u001b[" + drawn.size() + "A" + ERASE_BELOW;
    drawn = List.of();
    return text;
  }

  // One write for all of it: a half-drawn frame is never seen.
  private void put(String text) {
    if (!text.isEmpty()) {
      stream.print(text);
      stream.flush();
    }
  }
}
