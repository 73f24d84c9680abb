package dev.thresher.compare;

import dev.thresher.model.BackendKind;
import dev.thresher.report.Quantities;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The length of a task from which processes are faster than threads.
 *
 * <p>On backend b with w slots N tasks of length t take {@code N (t k_b + o_b) / w} beside
 * start-up, where k is how much longer a task takes while w run at once, and o what a task costs
 * beyond its own code. So the two are equal at {@code t = (o_p - o_t) / (k_t - k_p)}, and nowhere
 * if threads do not slow tasks down more.
 */
final class BreakEvens {
  /** Differences of slow-downs below this cannot be told from noise. */
  static final double LEAST_DIFFERENCE = 0.1;

  private BreakEvens() {}

  static BreakEven of(List<Profile> profiles, Optional<Costs> costs) {
    var alone = find(profiles, BackendKind.THREADS, 1);
    if (alone.isEmpty() || alone.get().secondsPerTask() <= 0) {
      return new BreakEven.Unknown(
          "not known: it takes a measured arm threads:1 to tell how long a task takes alone");
    }
    for (var processes : profiles) {
      int workers = processes.arm().workers();
      var threads = find(profiles, BackendKind.THREADS, workers);
      if (processes.arm().backend() == BackendKind.PROCESSES
          && workers > 1
          && threads.isPresent()) {
        return between(threads.get(), processes, alone.get(), costs);
      }
    }
    return new BreakEven.Unknown(
        "not known: it takes measured arms of threads and of processes with the same number of"
            + " workers, two at least");
  }

  private static Optional<Profile> find(List<Profile> profiles, BackendKind backend, int workers) {
    return profiles.stream().filter(one -> one.arm().equals(new Arm(backend, workers))).findFirst();
  }

  private static BreakEven between(
      Profile threads, Profile processes, Profile alone, Optional<Costs> costs) {
    double task = alone.secondsPerTask();
    double onThreads = threads.secondsPerTask() / task;
    double onProcesses = processes.secondsPerTask() / task;
    var slowDowns =
        String.format(
            Locale.ROOT,
            "while %d run at once, a task takes %.2f times as long as alone on threads, %.2f times on"
                + " processes",
            threads.arm().workers(),
            onThreads,
            onProcesses);
    if (onThreads - onProcesses < LEAST_DIFFERENCE) {
      return none(threads, processes, slowDowns);
    }
    var extra = extraOverhead(threads, processes, costs);
    if (extra.isEmpty()) {
      return new BreakEven.Unknown(
          "not known: "
              + slowDowns
              + ", but there are too few tasks to tell what each costs beyond its own code");
    }
    double grain = Math.max(0, extra.getAsDouble() / (onThreads - onProcesses));
    return new BreakEven.Grain(
        grain,
        task,
        String.format(
            Locale.ROOT,
            "processes are faster for tasks longer than %s, start-up apart; here one takes %s alone:"
                + " %s, and cost %s more each beyond their own code",
            duration(grain),
            duration(task),
            slowDowns,
            duration(extra.getAsDouble())));
  }

  private static BreakEven none(Profile threads, Profile processes, String slowDowns) {
    double price = processes.seconds() / threads.seconds() - 1;
    return new BreakEven.None(
        price,
        "there is no length of task from which processes are faster than threads: "
            + slowDowns
            + "; they only buy isolation, which "
            + (price > 0
                ? "costs " + Quantities.percent(price) + " of time here"
                : "costs no time here"));
  }

  // Measured in this workload if its tasks are many, payload and all; else with tasks that do
  // nothing.
  private static OptionalDouble extraOverhead(
      Profile threads, Profile processes, Optional<Costs> costs) {
    if (threads.hasManyTasks() && processes.hasManyTasks()) {
      return OptionalDouble.of(
          processes.betweenPerTask().orElse(0) - threads.betweenPerTask().orElse(0));
    }
    var ofThreads = costs.flatMap(known -> known.of(BackendKind.THREADS));
    var ofProcesses = costs.flatMap(known -> known.of(BackendKind.PROCESSES));
    return ofThreads.isEmpty() || ofProcesses.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(ofProcesses.get().secondsPerTask() - ofThreads.get().secondsPerTask());
  }

  private static String duration(double seconds) {
    return Quantities.duration(seconds * 1e9);
  }
}
