package dev.thresher.bench;

import dev.thresher.bench.Trial.Reading;
import dev.thresher.launch.Installation;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * W7: from the start of a program to the first result of its two new worker processes. Its own main
 * is that program; its argument is the transport.
 */
final class FirstResult implements Contest {
  private static final long ARGUMENT = 41;

  public static void main(String[] arguments) throws Exception {
    try (var pool = Parties.processes(Transport.valueOf(arguments[0]))) {
      System.out.println(pool.submit(BenchTasks::plusOne, ARGUMENT).get());
      System.out.flush();
    }
    System.exit(0);
  }

  @Override
  public int repetitions(Scale scale) {
    return scale.repetitionsOfLong();
  }

  @Override
  public List<Trial> trials(Parties parties, Scale scale) throws Exception {
    var trials = new ArrayList<Trial>();
    if (parties.has(BackendKind.PROCESSES)) {
      trials.add(() -> program(parties.transport()));
      trials.add(FirstResult::bare);
      if (parties.peers().start(Yardstick.DASK) instanceof Peers.Start.By(var command)) {
        trials.add(() -> peer(Yardstick.DASK, command));
      }
    }
    return trials;
  }

  private static Map<Reading, Double> peer(Yardstick peer, List<String> command)
      throws IOException {
    long started = System.nanoTime();
    try (var program = PeerProgram.start(peer, command)) {
      double first = program.first();
      double seconds = Elapsed.secondsSince(started);
      if (first != ARGUMENT + 1) {
        throw new WrongResults("the first task of " + peer.word() + " gave " + first);
      }
      return Map.of(Reading.of(peer, Metric.FIRST_RESULT), seconds);
    }
  }

  private static Map<Reading, Double> program(Transport transport) throws Exception {
    long started = System.nanoTime();
    var process = start(transport);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      var line = lines.readLine();
      double seconds = Elapsed.secondsSince(started);
      if (line == null || !line.equals(Long.toString(ARGUMENT + 1))) {
        throw new WrongResults("the first task of a new program gave " + line);
      }
      process.waitFor();
      return Map.of(Reading.ours(BackendKind.PROCESSES, Metric.FIRST_RESULT), seconds);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(Transport transport) throws IOException {
    var here = Installation.current();
    var command = new ArrayList<String>();
    command.add(here.java().toString());
    command.addAll(here.jvmFlags());
    command.addAll(here.caches().flags("coordinator"));
    for (var name :
        List.of("thresher.home", "thresher.launcher", "thresher.aot", "thresher.aot.mode")) {
      var value = System.getProperty(name);
      if (value != null) {
        command.add("-D" + name + "=" + value);
      }
    }
    command.addAll(List.of("-cp", here.classPath(), FirstResult.class.getName(), transport.name()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** Two JVMs that start at the same time and answer by a socket. */
  private static Map<Reading, Double> bare() throws Exception {
    long started = System.nanoTime();
    var other = java.util.concurrent.CompletableFuture.supplyAsync(FirstResult::echo);
    try (var first = echo();
        var second = other.get()) {
      for (var jvm : List.of(first, second)) {
        new RawNumbers(jvm).single(1, 1);
      }
      return Map.of(
          Reading.of(Yardstick.BARE_JVM, Metric.FIRST_RESULT), Elapsed.secondsSince(started));
    }
  }

  private static RawJvm echo() {
    try {
      return RawJvm.start();
    } catch (IOException unstartable) {
      throw new java.io.UncheckedIOException(unstartable);
    }
  }
}
