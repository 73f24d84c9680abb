package dev.thresher.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Ranges that together are {@code [from, until)}. */
public final class CutRanges {
  /** {@code from <= n < until}. */
  public record Range(long from, long until) {}

  private CutRanges() {}

  public static List<Range> every(long step, long from, long until) {
    var ranges = new ArrayList<Range>();
    for (long at = from; at < until; at += step) {
      ranges.add(new Range(at, Math.min(at + step, until)));
    }
    return ranges;
  }

  /** Sizes from 1 to {@code most}, small ones as likely as large ones. */
  public static List<Range> ragged(long seed, long most, long from, long until) {
    var random = new SplittableRandom(seed);
    var ranges = new ArrayList<Range>();
    for (long at = from; at < until; ) {
      long size = Math.max(1, (long) Math.exp(random.nextDouble() * Math.log((double) most)));
      long end = Math.min(at + size, until);
      ranges.add(new Range(at, end));
      at = end;
    }
    return ranges;
  }
}
