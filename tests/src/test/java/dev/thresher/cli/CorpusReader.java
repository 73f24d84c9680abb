package dev.thresher.cli;

import dev.thresher.rundir.StateDirectory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * The main of a JVM that validates files, one after another, as the command line does. Prints for
 * each {@code == NAME EXIT-CODE CPU-MILLIS} and the lines of both its streams behind {@code out:}
 * and {@code err:}.
 *
 * <p>The time is that of this thread on its processor: how long a file takes on a machine that has
 * nothing else to do.
 */
final class CorpusReader {
  private CorpusReader() {}

  /**
   * @param arguments a file with the names of those to validate, a line each, relative to the
   *     directory in which this JVM runs
   */
  public static void main(String[] arguments) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    var result = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    for (var name : Files.readAllLines(Path.of(arguments[0]))) {
      var out = new ByteArrayOutputStream();
      var err = new ByteArrayOutputStream();
      long begin = threads.getCurrentThreadCpuTime();
      int exitCode = CommandLineFrame.execute(surroundings(out, err), "validate", name);
      long millis = (threads.getCurrentThreadCpuTime() - begin) / 1_000_000;
      result.println("== " + name + " " + exitCode + " " + millis);
      print("out: ", out, result);
      print("err: ", err, result);
      result.flush();
    }
  }

  private static void print(String prefix, ByteArrayOutputStream text, PrintStream result) {
    text.toString(StandardCharsets.UTF_8).lines().forEach(line -> result.println(prefix + line));
  }

  private static Surroundings surroundings(ByteArrayOutputStream out, ByteArrayOutputStream err) {
    var here = Path.of("").toAbsolutePath();
    return new Surroundings(
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new Screen(new PrintStream(err, false, StandardCharsets.UTF_8), Terminal.NONE),
        Map.of("HOME", here.toString()),
        here,
        new StateDirectory(here.resolveSibling("state")),
        InstantSource.system(),
        new EngineServices());
  }
}
