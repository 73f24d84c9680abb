package dev.thresher.cli;

import dev.thresher.model.PrintableText;
import dev.thresher.rundir.ErrorLogs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Where the stack trace of an internal error goes: a file, so that the user sees a sentence. */
final class FaultLog {
  private final Surroundings surroundings;

  FaultLog(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Writes the trace to a file and, if asked, to standard error too.
   *
   * @return the sentence for the user
   */
  String record(Throwable fault, boolean verbose) {
    var trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace, true));
    if (verbose) {
      trace.toString().lines().map(PrintableText::escape).forEach(surroundings.screen()::line);
    }
    return "internal error: "
        + PrintableText.escape(String.valueOf(fault))
        + "; please report it with "
        + written(trace.toString(), verbose);
  }

  private String written(String trace, boolean verbose) {
    try {
      var file = ErrorLogs.write(surroundings.state(), surroundings.clock().instant(), trace);
      return "the log in " + file;
    } catch (IOException unwritable) {
      return verbose
          ? "the lines above"
          : "what --verbose shows (no log: " + unwritable.getMessage() + ")";
    }
  }
}
