package dev.thresher.cli;

import dev.thresher.bench.Bench;
import dev.thresher.bench.BenchTable;
import dev.thresher.bench.BenchWorkload;
import dev.thresher.bench.Line;
import dev.thresher.bench.Scale;
import dev.thresher.bench.WrongResults;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings.Transport;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Sequence;
import dev.thresher.runtime.ReferenceSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Measures this engine on this machine, beside the JDK's pools, a raw socket and CPython's pools.",
      "",
      "Takes up to five minutes and both of two cores: let nothing else run meanwhile."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured, whatever came out",
      "1:a result was wrong; its figures are worth nothing",
      ExitCodes.USAGE_TEXT,
      ExitCodes.INTERNAL_TEXT
    })
final class BenchCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      arity = "0..*",
      paramLabel = "WORKLOAD",
      completionCandidates = Words.class,
      description = "${COMPLETION-CANDIDATES}; all of them if none is named.")
  private List<String> workloads = new ArrayList<>();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      converter = BackendOption.Converter.class,
      description = "Only this one: threads, virtual-threads or processes; may be repeated.")
  private List<BackendKind> backends = new ArrayList<>();

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      converter = TransportOption.Converter.class,
      completionCandidates = TransportOption.Words.class,
      description =
          "What carries tasks to worker processes and results back: ${COMPLETION-CANDIDATES}.")
  private @Nullable TransportOption transport;

  @Option(
      names = "--peers",
      paramLabel = "FILE",
      description =
          "Also beside Hazelcast and Dask, where they are installed; FILE is docs/benchmarks/peers.py of a checkout.")
  private @Nullable Path peers;

  @Option(names = "--quick", description = "Only shows that everything works; judges nothing.")
  private boolean quick;

  @Option(names = "--json", description = "Prints one JSON array: an object for each line.")
  private boolean json;

  BenchCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    var lines = measured();
    if (json) {
      surroundings.json(
          new Sequence(lines.stream().map(Line::toFields).map(Value.class::cast).toList()));
    } else {
      surroundings.results(BenchTable.of(lines));
    }
    return ExitCodes.DONE;
  }

  private List<Line> measured() throws Exception {
    var screen = surroundings.screen();
    var scale = quick ? Scale.QUICK : Scale.FULL;
    try {
      return surroundings
          .services()
          .measure(
              scale,
              chosenWorkloads(),
              chosenBackends(),
              chosenTransport(),
              chosenPeers(),
              screen::line);
    } catch (WrongResults wrong) {
      throw Refusal.failed("wrong results: " + wrong.getMessage());
    }
  }

  private List<BenchWorkload> chosenWorkloads() {
    var all = List.of(BenchWorkload.values());
    var chosen = workloads.stream().map(BenchCommand::workload).toList();
    return chosen.isEmpty() ? all : all.stream().filter(chosen::contains).toList();
  }

  private Transport chosenTransport() {
    return transport == null ? ReferenceSettings.defaults().transport() : transport.transport();
  }

  private Optional<Path> chosenPeers() {
    if (peers != null && !Files.isExecutable(peers)) {
      throw Refusal.of(
          peers + " cannot be executed; --peers takes docs/benchmarks/peers.py of a checkout");
    }
    return Optional.ofNullable(peers);
  }

  private List<BackendKind> chosenBackends() {
    for (var backend : backends) {
      if (!Bench.backends().contains(backend)) {
        throw Refusal.of(
            "bench cannot measure "
                + backend.keyword()
                + "; it measures threads, virtual-threads and processes");
      }
    }
    return backends.isEmpty()
        ? Bench.backends()
        : Bench.backends().stream().filter(backends::contains).toList();
  }

  // No converter: picocli takes a word that a list of arguments cannot hold for an unexpected one.
  private static BenchWorkload workload(String word) {
    return BenchWorkload.of(word)
        .orElseThrow(() ->
            Refusal.of(
                "'" + word + "' is nothing to measure; there are " + String.join(", ", words())));
  }

  private static List<String> words() {
    return Arrays.stream(BenchWorkload.values()).map(BenchWorkload::word).toList();
  }

  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words().iterator();
    }
  }
}
