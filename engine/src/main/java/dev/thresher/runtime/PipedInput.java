package dev.thresher.runtime;

import dev.thresher.rundir.KeptInput;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.workload.FileLookup.Piped;
import dev.thresher.workload.hocon.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Standard input as a file of records, for the first who asks. Not safe for several threads. */
final class PipedInput {
  private static final Path DESCRIPTOR = Path.of("/proc/self/fd/0");

  private final InputStream stream;
  private final boolean isTerminal;
  private final StateDirectory state;
  private @Nullable Origin taken;

  PipedInput(InputStream stream, boolean isTerminal, StateDirectory state) {
    this.stream = stream;
    this.isTerminal = isTerminal;
    this.state = state;
  }

  static PipedInput ofThisProcess() {
    return new PipedInput(System.in, isTerminal(), StateDirectory.ofThisUser());
  }

  // The JDK's console is there only if the output is a terminal, too.
  private static boolean isTerminal() {
    try {
      var target = Files.readSymbolicLink(DESCRIPTOR);
      return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException notLinux) {
      var console = System.console();
      return console != null && console.isTerminal();
    }
  }

  Piped keep(Origin at) {
    if (taken != null) {
      return new Piped.Refused("standard input can be read once, and is read in " + taken);
    }
    if (isTerminal) {
      return new Piped.Refused(
          "the rows come from standard input, which is a terminal: pipe them in, such as cat rows.csv | thresher run FILE");
    }
    taken = at;
    try {
      return new Piped.Kept(KeptInput.keep(stream, state));
    } catch (IOException unusable) {
      return new Piped.Refused("standard input cannot be kept: " + unusable.getMessage());
    }
  }
}
