// Holds two predictions of compare against what is measured: from which length of a task on processes are faster than
// threads, and up to which payload.
//
//   ./thresher java docs/benchmarks/truth/Crossing.java [--budget 60] [--keep DIR] [grain|payload]
//
// Run it where ./thresher is. Tasks work behind one lock, so that threads take turns. Several comparisons differ in one
// size only. From their medians, start-up apart, comes the size at which both take equally long; each comparison
// predicts it by itself. Those whose size lies within a factor of four of it have to be within 25 %, which was fixed
// before the first run; exit code 1 if one is not. Every comparison is kept in DIR (truth-set-crossing).

import dev.thresher.data.JsonReader;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

static final double FARTHEST = 4;
static final double MOST_OFF = 0.25;
static final int CORES = Runtime.getRuntime().availableProcessors();
static final String THREADS = "threads:" + CORES;
static final String PROCESSES = "processes:" + CORES;

/**
 * @param words of the command, for a size
 * @param size of a task as it was measured, in the unit of the prediction
 * @param predicted empty if the comparison says that there is none, or that it cannot tell
 */
record Series(
    String name,
    String unit,
    List<Integer> sizes,
    Function<Integer, List<String>> words,
    ToDoubleFunction<Fields> size,
    Function<Fields, OptionalDouble> predicted) {}

record Point(double size, double ratio, OptionalDouble predicted) {}

static final Series GRAIN = new Series(
    "grain", "µs", List.of(25, 50, 100, 200, 400),
    numbers -> List.of(
        "config/experiments/shared-state.conf", "--set", "numbers=" + numbers,
        "--set", "each.first=1..%d step %d".formatted(40_000 * numbers, numbers)),
    comparison -> 1e6 * median(comparison, "threads:1", inside -> inside.real("taskSeconds") / inside.whole("tasks")),
    comparison -> found(comparison, "breakEven", "seconds", 1e6));

static final Series PAYLOAD = new Series(
    "payload", "KiB", List.of(1_000, 4_000, 16_000, 64_000, 256_000),
    characters -> List.of("docs/benchmarks/truth/payload.conf", "--set", "characters=" + characters),
    comparison -> median(
        comparison, PROCESSES, inside -> inside.whole("bytesReceived") / 1024.0 / inside.whole("tasks")),
    comparison -> found(comparison, "breakEvenPayload", "bytes", 1 / 1024.0));

static OptionalDouble found(Fields comparison, String what, String field, double unit) {
  var found = comparison.get(what).asFields().find(field);
  return found.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(unit * found.get().asReal());
}

void main(String[] args) throws Exception {
  int budget = 60;
  var keep = Path.of("truth-set-crossing");
  var chosen = new ArrayList<String>();
  for (var words = List.of(args).iterator(); words.hasNext(); ) {
    var word = words.next();
    switch (word) {
      case "--budget" -> budget = Integer.parseInt(words.next());
      case "--keep" -> keep = Path.of(words.next());
      default -> chosen.add(word);
    }
  }
  Files.createDirectories(keep);
  boolean isGood = true;
  for (var series : List.of(GRAIN, PAYLOAD)) {
    if (chosen.isEmpty() || chosen.contains(series.name())) {
      isGood &= judge(series, budget, keep);
    }
  }
  System.exit(isGood ? 0 : 1);
}

static boolean judge(Series series, int budget, Path keep) throws Exception {
  var points = new ArrayList<Point>();
  IO.println("%s, %s: size, %s / %s, predicted crossing".formatted(series.name(), series.unit(), THREADS, PROCESSES));
  for (int size : series.sizes()) {
    var comparison = compared(series, size, budget, keep);
    var point = new Point(
        series.size().applyAsDouble(comparison),
        median(comparison, THREADS, inside -> working(inside)) / median(comparison, PROCESSES, inside -> working(inside)),
        series.predicted().apply(comparison));
    points.add(point);
    IO.println("%10.1f  %6.3f  %s".formatted(point.size(), point.ratio(), said(point.predicted())));
  }
  var crossing = crossing(points);
  if (crossing.isEmpty()) {
    IO.println("  none of these sizes lies beyond the crossing, or all of them do");
    return false;
  }
  boolean isGood = true;
  double at = crossing.getAsDouble();
  IO.println("  measured crossing %.1f %s".formatted(at, series.unit()));
  for (var point : points) {
    if (Math.max(point.size() / at, at / point.size()) <= FARTHEST) {
      double off = point.predicted().orElse(Double.POSITIVE_INFINITY) / at - 1;
      IO.println("  from %.1f %s: %+.0f %%".formatted(point.size(), series.unit(), 100 * off));
      isGood &= Math.abs(off) <= MOST_OFF;
    }
  }
  return isGood;
}

static String said(OptionalDouble predicted) {
  return predicted.isEmpty() ? "none" : "%.1f".formatted(predicted.getAsDouble());
}

/** Where the ratio is 1, between two sizes whose ratios lie on both sides of it: a straight line of logarithms. */
static OptionalDouble crossing(List<Point> points) {
  for (int i = 1; i < points.size(); i++) {
    double left = Math.log(points.get(i - 1).ratio()), right = Math.log(points.get(i).ratio());
    if (left <= 0 != right <= 0) {
      double from = Math.log(points.get(i - 1).size()), to = Math.log(points.get(i).size());
      return OptionalDouble.of(Math.exp(from + (to - from) * left / (left - right)));
    }
  }
  return OptionalDouble.empty();
}

static double working(Fields inside) {
  return inside.get("phases").asFields().real("working");
}

/** Over the trials of an arm that count. */
static double median(Fields comparison, String arm, ToDoubleFunction<Fields> of) {
  var values = comparison.get("arms").asSequence().stream()
      .map(one -> one.asFields())
      .filter(one -> one.text("name").equals(arm))
      .flatMap(one -> one.get("runs").asSequence().stream().map(run -> run.asFields()))
      .filter(run -> run.whole("round") > 0 && run.get("inside") != Absent.ABSENT)
      .mapToDouble(run -> of.applyAsDouble(run.get("inside").asFields()))
      .sorted()
      .toArray();
  if (values.length == 0) {
    throw new IllegalStateException(arm + " has no trial that counts: take a longer --budget");
  }
  return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
}

static Fields compared(Series series, int size, int budget, Path keep) throws Exception {
  var kept = keep.resolve(series.name() + "-" + size + ".json");
  if (!Files.exists(kept)) {
    var words = new ArrayList<>(List.of("./thresher", "compare"));
    words.addAll(series.words().apply(size));
    words.addAll(List.of(
        "--arms", "threads:1," + THREADS + "," + PROCESSES, "--budget", budget + "s", "--seed", "7", "--json", "--quiet"));
    var part = kept.resolveSibling(kept.getFileName() + ".part");
    int code = new ProcessBuilder(words).redirectError(Redirect.INHERIT).redirectOutput(part.toFile()).start().waitFor();
    if (code != 0) {
      throw new IllegalStateException("exit code " + code + " of " + String.join(" ", words));
    }
    Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
  }
  return JsonReader.object(Files.readAllBytes(kept));
}
