package dev.thresher.compare;

import dev.thresher.model.BackendKind;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What more workers of a backend would bring, start-up apart.
 *
 * @param backend empty if nothing can be said of any
 * @param law empty if it cannot be fitted
 * @param workers for which it predicts: twice the most that were measured; 0 without a law
 * @param speedUp over one worker that is predicted for them
 */
public record Scaling(
    Optional<BackendKind> backend,
    Optional<ScalabilityLaw> law,
    int workers,
    Optional<Interval> speedUp,
    String sentence) {
  static final int FEWEST_POINTS = 4;
  static final int FEWEST_CORES = 4;

  /** One for each backend of which something can be said, or one that says why not. */
  static List<Scaling> of(List<Profile> profiles, int cores) {
    var known = new ArrayList<Scaling>();
    int most = 0;
    for (var backend : BackendKind.values()) {
      var points = points(profiles, backend, cores);
      boolean hasOne = points.stream().anyMatch(point -> point.workers() == 1);
      most = Math.max(most, points.size());
      if (hasOne && points.size() >= FEWEST_POINTS && cores >= FEWEST_CORES) {
        known.add(fitted(backend, points));
      }
    }
    return known.isEmpty() ? List.of(unknown(most, cores)) : known;
  }

  // More workers than cores tell of cores, not of the work.
  private static List<ScalabilityLaw.Point> points(
      List<Profile> profiles, BackendKind backend, int cores) {
    return profiles.stream()
        .filter(one -> one.arm().runsOn(backend) && one.arm().settings().isEmpty())
        .filter(one -> one.arm().copy() == 1 && one.arm().workers() != Arm.UNLIMITED)
        .filter(one -> one.arm().workers() <= cores && one.working() > 0)
        .map(one -> new ScalabilityLaw.Point(one.arm().workers(), one.tasks() / one.working()))
        .sorted(Comparator.comparingInt(ScalabilityLaw.Point::workers))
        .toList();
  }

  private static Scaling fitted(BackendKind backend, List<ScalabilityLaw.Point> points) {
    var law = ScalabilityLaw.fitted(points);
    int most = points.getLast().workers();
    var predicted = ScalabilityLaw.predicted(points, 2.0 * most);
    var useful = law.mostUseful();
    return new Scaling(
        Optional.of(backend),
        Optional.of(law),
        2 * most,
        Optional.of(predicted),
        String.format(
            Locale.ROOT,
            "by the Universal Scalability Law on %d numbers of workers, %s with %d workers, on as many"
                + " cores, would be %.2f times as fast as one (%.2f to %.2f, leaving out one"
                + " measurement each): contention %.4f, coherence %.6f%s",
            points.size(),
            backend.keyword(),
            2 * most,
            predicted.median(),
            predicted.low(),
            predicted.high(),
            law.contention(),
            law.coherence(),
            useful.isPresent()
                ? String.format(
                    Locale.ROOT, "; from %.0f workers on it gets slower", useful.getAsDouble())
                : ""));
  }

  private static Scaling unknown(int most, int cores) {
    return new Scaling(
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        "what more workers on more cores would bring cannot be predicted here: it takes "
            + FEWEST_POINTS
            + " numbers of workers of one backend, 1 among them, as with -L workers=1,2,3,4, on "
            + FEWEST_CORES
            + " cores or more; this comparison has "
            + Quantities.count(most, "such number")
            + " and this machine "
            + Quantities.count(cores, "core"));
  }
}
