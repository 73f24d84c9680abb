package dev.thresher.kinds;

import static dev.thresher.kinds.Pieces.FROM;
import static dev.thresher.kinds.Pieces.UNTIL;

import dev.thresher.kernel.FixedSum;
import dev.thresher.kernel.GaussianPairs;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.task.Division;
import dev.thresher.task.Parameter;
import dev.thresher.task.Parameter.Type.Choice;
import dev.thresher.task.Parameter.Type.WholeBetween;
import dev.thresher.task.Reducer;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.util.LinkedHashMap;
import java.util.List;

/** {@code npb-ep}: the kernel EP of the NAS Parallel Benchmarks, see {@link GaussianPairs}. */
final class NpbEpKind implements TaskKind {
  private static final String CLASS = "class";
  private static final String TILE = "tile-pairs";
  private static final long LARGEST_TILE = 1L << 32;
  private static final long CHUNK = 1 << 16; // pairs between two looks at the context: 2 ms

  @Override
  public String name() {
    return "npb-ep";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "random pairs, turned into Gaussian deviates, summed and counted (pure arithmetic)";
  }

  @Override
  public String source() {
    return "NAS Parallel Benchmarks, kernel EP: Bailey et al., RNR-94-007, 1994;"
        + " https://www.nas.nasa.gov/software/npb.html";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.optional(
            CLASS,
            new Choice(List.of("S", "W", "A", "B", "C")),
            "",
            "problem size: 2^24, 2^25, 2^28, 2^30 or 2^32 pairs",
            Value.of("S")),
        Parameter.optional(
            TILE,
            new WholeBetween(1, LARGEST_TILE),
            "pairs",
            "how many pairs one task tries",
            Value.of(1L << 18)));
  }

  @Override
  public List<String> resultFields() {
    return List.of("pairs", "sx", "sy", "counts");
  }

  @Override
  public Division divide(Fields constants) {
    return Pieces.ofRange(pairsOf(constants), constants.whole(TILE));
  }

  @Override
  public Value run(Fields arguments, TaskContext context) throws InterruptedException {
    boolean isPiece = arguments.find(FROM).isPresent();
    long from = isPiece ? arguments.whole(FROM) : 0;
    long until = isPiece ? arguments.whole(UNTIL) : pairsOf(arguments);
    var total = GaussianPairs.NONE;
    for (long at = from; at < until; at += CHUNK) {
      context.stopIfCancelled();
      total = total.plus(GaussianPairs.of(at, Math.min(at + CHUNK, until)));
    }
    return partial(total);
  }

  @Override
  public Reducer reducer() {
    return new Totals();
  }

  private static long pairsOf(Fields arguments) {
    var size = arguments.text(CLASS);
    return switch (size) {
      case "S" -> 1L << 24;
      case "W" -> 1L << 25;
      case "A" -> 1L << 28;
      case "B" -> 1L << 30;
      case "C" -> 1L << 32;
      default -> throw new IllegalArgumentException("class must be S, W, A, B or C, not " + size);
    };
  }

  private record Totals() implements Reducer {
    @Override
    public Value combine(Value left, Value right) {
      return partial(parse(left.asFields()).plus(parse(right.asFields())));
    }

    @Override
    public Value finish(Value combined, Fields constants) {
      var total = parse(combined.asFields());
      var fields = new LinkedHashMap<String, Value>();
      fields.put("pairs", Value.of(total.pairs()));
      fields.put("sx", Value.of(total.sumX().toDouble()));
      fields.put("sy", Value.of(total.sumY().toDouble()));
      fields.put("counts", wholes(total.counts()));
      return new Fields(fields);
    }
  }

  // A partial result keeps both sums as whole numbers, so that adding them rounds nothing.
  private static Fields partial(GaussianPairs total) {
    var fields = new LinkedHashMap<String, Value>();
    fields.put("pairs", Value.of(total.pairs()));
    fields.put("sx", wholes(List.of(total.sumX().high(), total.sumX().low())));
    fields.put("sy", wholes(List.of(total.sumY().high(), total.sumY().low())));
    fields.put("counts", wholes(total.counts()));
    return new Fields(fields);
  }

  private static GaussianPairs parse(Fields partial) {
    return new GaussianPairs(
        partial.whole("pairs"),
        sumOf(partial.get("sx").asSequence()),
        sumOf(partial.get("sy").asSequence()),
        partial.get("counts").asSequence().stream().map(Value::asWhole).toList());
  }

  private static FixedSum sumOf(List<Value> parts) {
    return new FixedSum(parts.get(0).asWhole(), parts.get(1).asWhole());
  }

  private static Value wholes(List<Long> numbers) {
    return new Sequence(numbers.stream().map(Value::of).toList());
  }
}
