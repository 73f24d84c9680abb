package dev.thresher.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * What to choose.
 *
 * @param clear whether the chosen arm is measurably faster than every simpler one; otherwise it is
 *     the simplest of those that cannot be told apart
 * @param sentence the verdict in one sentence
 * @param reasons the weightiest first
 * @param changes what would change the answer, a sentence each
 * @param isolation what no measurement decides: what separate processes protect from, with the
 *     measured price, a sentence each
 * @param lines to paste into the workload file
 */
public record Verdict(
    Arm choice,
    boolean clear,
    String sentence,
    List<Reason> reasons,
    List<String> changes,
    List<String> isolation,
    List<String> lines) {
  public Verdict {
    reasons = List.copyOf(reasons);
    changes = List.copyOf(changes);
    isolation = List.copyOf(isolation);
    lines = List.copyOf(lines);
  }

  Verdict with(List<Reason> last) {
    var all = new ArrayList<>(reasons);
    all.addAll(last);
    return new Verdict(choice, clear, sentence, all, changes, isolation, lines);
  }
}
