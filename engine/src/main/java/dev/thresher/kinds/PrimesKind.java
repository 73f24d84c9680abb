package dev.thresher.kinds;

import static dev.thresher.kinds.Pieces.FROM;
import static dev.thresher.kinds.Pieces.UNTIL;

import dev.thresher.kernel.PrimeSieve;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Division;
import dev.thresher.task.Parameter;
import dev.thresher.task.Parameter.Type.WholeBetween;
import dev.thresher.task.Reducer;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.util.List;

/** {@code primes}: how many primes there are up to a limit, see {@link PrimeSieve}. */
final class PrimesKind implements TaskKind {
  private static final String LIMIT = "limit";
  private static final String SEGMENT = "segment";
  private static final Sums PRIMES = new Sums("primes");
  private static final long AUTOMATIC = 0;
  private static final long USUAL_SEGMENT = 4_000_000;

  @Override
  public String name() {
    return "primes";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "counts the primes up to a limit by a segmented sieve of Eratosthenes";
  }

  @Override
  public String source() {
    return "C. Bays and R. H. Hudson, BIT 17, 1977; counts: https://oeis.org/A006880";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required(
            LIMIT,
            new WholeBetween(0, PrimeSieve.MOST - 1),
            "numbers",
            "primes up to and including this number are counted"),
        Parameter.optional(
            SEGMENT,
            new WholeBetween(0, PrimeSieve.MOST),
            "numbers",
            "how many numbers one task sieves; 0 means 4,000,000, and more for large limits",
            Value.of(AUTOMATIC)));
  }

  @Override
  public List<String> resultFields() {
    return List.of(PRIMES.field());
  }

  @Override
  public Division divide(Fields constants) {
    return Pieces.ofRange(constants.whole(LIMIT) + 1, segmentOf(constants));
  }

  @Override
  public Value run(Fields arguments, TaskContext context) throws InterruptedException {
    boolean isPiece = arguments.find(FROM).isPresent();
    long from = isPiece ? arguments.whole(FROM) : 0;
    long until = isPiece ? arguments.whole(UNTIL) : arguments.whole(LIMIT) + 1;
    var sieve = new PrimeSieve(from, until);
    while (sieve.advance()) {
      context.stopIfCancelled();
    }
    return PRIMES.of(sieve.count());
  }

  @Override
  public Reducer reducer() {
    return PRIMES;
  }

  private static long segmentOf(Fields constants) {
    long asked = constants.whole(SEGMENT);
    if (asked != AUTOMATIC) {
      return asked;
    }
    // Each task finds the primes up to the square root of its end anew; keep that a small share.
    return Math.max(USUAL_SEGMENT, 64 * (long) Math.sqrt((double) constants.whole(LIMIT)));
  }
}
