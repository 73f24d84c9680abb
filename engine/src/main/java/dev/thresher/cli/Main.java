package dev.thresher.cli;

import dev.thresher.rundir.StateDirectory;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The command line's entry: gives the verbs the real terminal, files and engine, and ends the JVM
 * with their exit code.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    EndsWithInput.watchIfAsked();
    try {
      int exitCode = CommandLineFrame.execute(surroundings(), arguments);
      if (exitCode != ExitCodes.LEFT_TO_THREADS) {
        EndOfProcess.exit(exitCode);
      }
    } catch (OutOfMemoryError full) {
      // Not even enough to say so, or to begin an orderly end: threads of user code may go on.
      Runtime.getRuntime().halt(ExitCodes.INTERNAL);
    }
  }

  // The streams are the process's own: what user code prints through System.out never gets there.
  static Surroundings surroundings() {
    var environment = System.getenv();
    var terminal = Terminal.of(Terminal.isStandardErrorATerminal(), environment);
    return new Surroundings(
        stream(FileDescriptor.out),
        new Screen(stream(FileDescriptor.err), terminal),
        environment,
        Path.of("").toAbsolutePath(),
        StateDirectory.ofThisUser(),
        InstantSource.system(),
        new EngineServices());
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    var buffered = new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 13);
    return new PrintStream(buffered, false, StandardCharsets.UTF_8);
  }
}
