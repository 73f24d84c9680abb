package dev.thresher.compare;

import dev.thresher.model.Counted;
import dev.thresher.report.Quantities;
import java.util.Locale;

/**
 * One run in which a process was struck in the middle: a worker on processes, elsewhere the JVM
 * itself.
 *
 * @param arm the way of running
 * @param strike what happened to it
 * @param victim who was struck, in words
 * @param ran tasks that had run by then, out of {@code tasks}
 * @param kept results that were kept by the run that was resumed; all of {@code ran} if it went on
 * @param again tasks that ran again, or anew, because of it
 * @param resumed whether the whole run ended and had to be started again
 * @param seconds from the start of the first process to the end of the last, without the time until
 *     somebody resumes it
 * @param usualSeconds median of the arm's trials
 * @param sameResult whether it gave what the arm's other trials gave
 */
public record FaultTrial(
    Arm arm,
    Strike strike,
    String victim,
    long ran,
    long tasks,
    long kept,
    long again,
    boolean resumed,
    double seconds,
    double usualSeconds,
    boolean sameResult) {
  /** What it took beyond the usual time; below 0 by chance, if it was next to nothing. */
  public double extraSeconds() {
    return seconds - usualSeconds;
  }

  public String sentence() {
    return String.format(
            Locale.ROOT,
            "%s: %s when %,d of %s had run: ",
            arm,
            strike.sentence(victim),
            ran,
            Quantities.count(tasks, "task"))
        + (resumed
            ? String.format(
                Locale.ROOT,
                "the whole run ended; once somebody had resumed it %s still there and"
                    + " %s had to run",
                Counted.of(kept, "result was", "results were"),
                Quantities.count(again, "task"))
            : "the run went on by itself, and " + Quantities.count(again, "task") + " ran again")
        + String.format(
            Locale.ROOT,
            "; all in all %s, %s usual%s",
            duration(seconds),
            extra(),
            sameResult ? ", with the same result" : ", and THE RESULT WAS ANOTHER ONE");
  }

  String extra() {
    return extraSeconds() >= 0 ? duration(extraSeconds()) + " more than" : "not more than";
  }

  private static String duration(double seconds) {
    return Quantities.duration(seconds * 1e9);
  }
}
