package dev.thresher.trials;

import dev.thresher.compare.Arm;
import dev.thresher.compare.Costs;
import dev.thresher.compare.Costs.Cost;
import dev.thresher.compare.Costs.Payload;
import dev.thresher.compare.Inside;
import dev.thresher.compare.Trial.Ending;
import dev.thresher.data.JsonReader;
import dev.thresher.model.BackendKind;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What this machine takes for tasks that do nothing, and for tasks that return a text of some size;
 * measured once, and kept until machine, version or JDK are others. What there was no time for is
 * measured by a later comparison.
 */
public final class MachineCosts {
  private static final List<BackendKind> BACKENDS =
      List.of(BackendKind.THREADS, BackendKind.PROCESSES);
  private static final Size FEW = new Size(0, 100);
  private static final Size MANY = new Size(0, 20_000);

  /** The middle one first: by it alone there is a cost of a byte. */
  private static final List<Size> SIZES =
      List.of(new Size(64 << 10, 1_000), new Size(1 << 10, 20_000), new Size(1 << 20, 100));

  private static final String WORKLOAD =
      """
      name   = payload
      params { characters = 0 }
      each   { number = 1..1 }
      task   { java = Payload.java, method = text }
      reduce { texts = count() }
      """;
  private static final String TASK =
      """
      public final class Payload {
        public static String text(int characters, int number) {
          return "x".repeat(characters);
        }
      }
      """;

  private final Path directory;
  private final String key;
  private final InstantSource clock;

  private record Size(int bytes, int tasks) {}

  /**
   * @param directory where they are kept; need not exist
   * @param key of machine, version and JDK
   */
  public MachineCosts(Path directory, String key, InstantSource clock) {
    this.directory = directory;
    this.key = key;
    this.clock = clock;
  }

  /** Those of an earlier comparison; what cannot be read is measured anew. */
  public Optional<Costs> remembered() {
    try {
      var fields = JsonReader.object(Files.readAllBytes(file()));
      return fields.text("key").equals(key)
          ? Optional.of(
              new Costs(
                  fields.get("backends").asSequence().stream()
                      .map(cost -> cost(cost.asFields()))
                      .toList(),
                  true,
                  Instant.parse(fields.text("measuredAt"))))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException | DateTimeException none) {
      return Optional.empty();
    }
  }

  /**
   * Measures what is not known yet, as far as time allows; empty if not even tasks that do nothing
   * could be measured on each backend.
   *
   * @param runner which runs nothing else afterwards
   * @param seconds for all of it
   * @param listener is told of a trial that fails, a sentence
   */
  public Optional<Costs> completed(
      Optional<Costs> known,
      TrialRunner runner,
      int workers,
      double seconds,
      Consumer<String> listener)
      throws IOException, InterruptedException {
    var measuring = new Measuring(runner, workers, seconds, listener);
    var costs = new ArrayList<>(known.map(Costs::backends).orElse(List.of()));
    if (costs.isEmpty()) {
      measuring.nothing(costs);
    }
    if (costs.size() < BACKENDS.size()) {
      return Optional.empty();
    }
    measuring.payloads(costs);
    if (measuring.trials == 0) {
      return known;
    }
    var all = new Costs(costs, false, known.map(Costs::measuredAt).orElseGet(clock::instant));
    keep(all);
    return Optional.of(all);
  }

  private final class Measuring {
    private final TrialRunner runner;
    private final int workers;
    private final long endNanos;
    private final Consumer<String> listener;
    private double longest = 0;
    private int trials;

    Measuring(TrialRunner runner, int workers, double seconds, Consumer<String> listener) {
      this.runner = runner;
      this.workers = workers;
      this.listener = listener;
      this.endNanos = System.nanoTime() + Math.round(seconds * 1e9);
    }

    void nothing(List<Cost> costs) throws IOException, InterruptedException {
      for (var backend : BACKENDS) {
        var few = trial(backend, FEW);
        var many = few.isEmpty() ? few : trial(backend, MANY);
        if (many.isPresent()) {
          costs.add(cost(backend, workers, few.get(), many.get()));
        }
      }
    }

    // A size counts if both backends have it, so they have it one right after the other.
    void payloads(List<Cost> costs) throws IOException, InterruptedException {
      for (var size : SIZES) {
        for (int i = 0; i < costs.size(); i++) {
          var cost = costs.get(i);
          if (cost.payloads().stream().noneMatch(payload -> payload.bytes() == size.bytes)) {
            var measured = trial(cost.backend(), size);
            if (measured.isPresent()) {
              costs.set(i, with(cost, new Payload(size.bytes, perTask(measured.get(), cost))));
            }
          }
        }
      }
    }

    private Optional<Inside> trial(BackendKind backend, Size size)
        throws IOException, InterruptedException {
      double rest = (endNanos - System.nanoTime()) / 1e9;
      // Twice as long as any before it, as larger texts may take longer.
      if (runner.interrupted() || rest < 2 * longest) {
        return Optional.empty();
      }
      runner.arguments(arguments(size.bytes, size.tasks), size.tasks);
      var trial = runner.run(new Arm(backend, workers), 0, 0, rest).trial();
      longest = Math.max(longest, trial.seconds());
      trials++;
      if (trial.ending() instanceof Ending.Failed(int code, String sentence)) {
        listener.accept(
            "what this machine itself costs could not be measured on %s: exit code %d, %s"
                .formatted(backend.keyword(), code, sentence));
      }
      return trial.completed() ? trial.inside() : Optional.empty();
    }
  }

  /** Of {@code run}: a workload of so many tasks, each of which returns so many bytes. */
  List<String> arguments(int bytes, int tasks) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("Payload.java"), TASK);
    var workload = Files.writeString(directory.resolve("payload.conf"), WORKLOAD);
    return List.of(
        workload.toString(), "--set", "characters=" + bytes, "--set", "each.number=1.." + tasks);
  }

  /** Of two runs that differ in the number of tasks alone. */
  static Cost cost(BackendKind backend, int workers, Inside few, Inside many) {
    double further = between(many) - between(few);
    // Less for more tasks is chance: then nothing is known of the first ones.
    double perTask =
        further > 0
            ? further / (many.tasks() - few.tasks())
            : between(many) / Math.max(1, many.tasks());
    double once = further > 0 ? Math.max(0, between(few) - few.tasks() * perTask) : 0;
    return new Cost(backend, workers, few.phases().startUp(), perTask, once, List.of());
  }

  // A hundred large texts would else cost what the first task of any run costs.
  private static double perTask(Inside inside, Cost backend) {
    return Math.max(0, between(inside) - backend.onceSeconds()) / Math.max(1, inside.tasks());
  }

  private static double between(Inside inside) {
    return inside.betweenTasksSeconds().orElse(0);
  }

  private static Cost with(Cost cost, Payload more) {
    var payloads = new ArrayList<>(cost.payloads());
    payloads.add(more);
    payloads.sort(Comparator.comparingLong(Payload::bytes));
    return new Cost(
        cost.backend(),
        cost.workers(),
        cost.startUpSeconds(),
        cost.secondsPerTask(),
        cost.onceSeconds(),
        payloads);
  }

  /** In place of those that were kept. */
  public void keep(Costs costs) throws IOException {
    var backends = new Sequence(costs.backends().stream().map(MachineCosts::fields).toList());
    var fields =
        Fields.of("key", Value.of(key))
            .with("measuredAt", Value.of(costs.measuredAt().toString()))
            .with("backends", backends);
    Files.createDirectories(directory);
    Files.writeString(file(), JsonText.indented(fields) + "\n");
  }

  private static Value fields(Cost cost) {
    return Fields.of("backend", Value.of(cost.backend().keyword()))
        .with("workers", Value.of(cost.workers()))
        .with("startUpSeconds", Value.of(cost.startUpSeconds()))
        .with("secondsPerTask", Value.of(cost.secondsPerTask()))
        .with("onceSeconds", Value.of(cost.onceSeconds()))
        .with(
            "payloads",
            new Sequence(
                cost.payloads().stream()
                    .<Value>map(payload ->
                        Fields.of("bytes", Value.of(payload.bytes()))
                            .with("secondsPerTask", Value.of(payload.secondsPerTask())))
                    .toList()));
  }

  private static Cost cost(Fields fields) {
    return new Cost(
        BackendKind.of(fields.text("backend"))
            .orElseThrow(() -> new IllegalArgumentException("no such backend")),
        Math.toIntExact(fields.whole("workers")),
        fields.real("startUpSeconds"),
        fields.real("secondsPerTask"),
        fields.real("onceSeconds"),
        fields.get("payloads").asSequence().stream()
            .map(Value::asFields)
            .map(payload -> new Payload(payload.whole("bytes"), payload.real("secondsPerTask")))
            .toList());
  }

  private Path file() {
    return directory.resolve("costs.json");
  }
}
