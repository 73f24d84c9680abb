package dev.thresher.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Columns and rows of the controlling terminal, asked of {@code stty} at the start and whenever the
 * window changes; 80 × 24 where nobody knows.
 */
final class TerminalSize implements AutoCloseable {
  private volatile int columns = 80;
  private volatile int rows = 24;
  private @Nullable SignalHandler former;

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  void follow() {
    ask();
    try {
      former = Signal.handle(new Signal("WINCH"), _ -> ask());
    } catch (IllegalArgumentException noSuchSignal) {
      // Windows: the size at the start has to do
    }
  }

  private void ask() {
    var stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty"));
    try {
      var process = stty.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      read(answer.strip());
    } catch (IOException noTerminal) {
      // the former size stays
    }
  }

  /** Takes {@code rows columns}; zeros, as of a terminal that does not know, are not believed. */
  void read(String answer) {
    var numbers = answer.split(" ");
    if (numbers.length == 2 && numbers[0].matches("\\d{1,5}") && numbers[1].matches("\\d{1,5}")) {
      int givenRows = Integer.parseInt(numbers[0]);
      int givenColumns = Integer.parseInt(numbers[1]);
      rows = givenRows > 0 ? givenRows : rows;
      columns = givenColumns > 0 ? givenColumns : columns;
    }
  }

  @Override
  public void close() {
    if (former != null) {
      Signal.handle(new Signal("WINCH"), former);
    }
  }
}
