package dev.thresher.bench;

import dev.thresher.host.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** CPython's two pools of processes, in one interpreter that is told what to do line by line. */
final class PythonPools implements AutoCloseable {
  private final Process process;
  private final PrintStream requests;
  private final BufferedReader answers;

  private PythonPools(Process process) {
    this.process = process;
    this.requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Empty if there is no {@code python3} that can run them. */
  static Optional<PythonPools> start() throws IOException {
    var program = Programs.find("python3", System.getenv().getOrDefault("PATH", ""));
    return program.isEmpty() ? Optional.empty() : start(program.get());
  }

  private static Optional<PythonPools> start(Path python) throws IOException {
    var process =
        new ProcessBuilder(List.of(python.toString(), "-c", script()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var pools = new PythonPools(process);
    if ("ok".equals(pools.answers.readLine())) {
      return Optional.of(pools);
    }
    pools.close();
    return Optional.empty();
  }

  private static String script() throws IOException {
    try (InputStream file = PythonPools.class.getResourceAsStream("pools.py")) {
      if (file == null) {
        throw new IllegalStateException("pools.py is missing from the jar");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  double futures(Yardstick pool, int tasks, int outstanding) throws IOException {
    return ask("futures %s %d %d", word(pool), tasks, outstanding)[0];
  }

  double map(Yardstick pool, int tasks) throws IOException {
    return ask("map %s %d", word(pool), tasks)[0];
  }

  RoundTrips.Percentiles roundTrips(Yardstick pool, int tasks) throws IOException {
    var answer = ask("trips %s %d", word(pool), tasks);
    return new RoundTrips.Percentiles(answer[0], answer[1]);
  }

  /** MiB a second. */
  double blocks(Yardstick pool, int size, int count, int outstanding) throws IOException {
    return ask("blocks %s %d %d %d", word(pool), size, count, outstanding)[0];
  }

  private static String word(Yardstick pool) {
    return pool == Yardstick.PROCESS_POOL ? "ppe" : "mp";
  }

  private double[] ask(String request, Object... arguments) throws IOException {
    requests.println(String.format(Locale.ROOT, request, arguments));
    var answer = answers.readLine();
    if (answer == null) {
      throw new IOException("python3, with the pools to compare with, has ended");
    }
    if (!answer.startsWith("ok ")) {
      throw new WrongResults("CPython's pool: " + answer);
    }
    return Arrays.stream(answer.substring(3).split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /** The pools' processes end with it: their pipes break. */
  @Override
  public void close() {
    requests.close();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
