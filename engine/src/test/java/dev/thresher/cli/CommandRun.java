package dev.thresher.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thresher.rundir.StateDirectory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** One command line and what came of it. */
record CommandRun(int exitCode, String out, String err) {
  static CommandRun of(FakeServices services, Path directory, String... arguments) {
    return of(services, directory, Terminal.NONE, arguments);
  }

  static CommandRun of(
      FakeServices services, Path directory, Terminal terminal, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var surroundings =
        new Surroundings(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new Screen(new PrintStream(err, false, StandardCharsets.UTF_8), terminal),
            Map.of("HOME", directory.toString()),
            directory,
            new StateDirectory(directory.resolve("state/thresher")),
            InstantSource.system(),
            services);
    int exitCode = CommandLineFrame.execute(surroundings, arguments);
    return new CommandRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  /** Fails unless standard output is one JSON object and a line end. */
  JsonNode json() throws Exception {
    var mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    var node = mapper.readTree(out);
    if (!node.isObject()) {
      throw new AssertionError("not one JSON object: " + out);
    }
    return node;
  }
}
