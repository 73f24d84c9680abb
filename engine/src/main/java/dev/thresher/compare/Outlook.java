package dev.thresher.compare;

import dev.thresher.model.BackendKind;
import dev.thresher.report.Quantities;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a backend that was not measured would take for the same tasks, by this machine's own costs:
 * the time of the one that was, with another start and end, and with what each task costs beyond
 * its own code there.
 *
 * @param arm that was not measured
 * @param from the fastest of the other backend, with as many workers
 * @param startUpSeconds that start and end take more; negative for less
 * @param secondsPerTask of slot time that a task costs more, beyond its own code
 * @param seconds that all of it would take
 */
public record Outlook(
    Arm arm,
    Arm from,
    double startUpSeconds,
    double secondsPerTask,
    double seconds,
    String sentence) {

  /**
   * Of processes if they were not measured but threads were, and the other way round; empty if
   * either both were or neither.
   */
  public static Optional<Outlook> of(List<ArmResult> results, Costs costs) {
    var profiles = Profile.all(results, Optional.empty());
    var threads = fastest(profiles, BackendKind.THREADS);
    var processes = fastest(profiles, BackendKind.PROCESSES);
    if (threads.isPresent() == processes.isPresent()) {
      return Optional.empty();
    }
    return costs
        .of(BackendKind.THREADS)
        .flatMap(onThreads ->
            costs
                .of(BackendKind.PROCESSES)
                .map(onProcesses ->
                    threads
                        .map(one -> new Other(one, onThreads, onProcesses).ofProcesses())
                        .orElseGet(() ->
                            new Other(processes.orElseThrow(), onThreads, onProcesses)
                                .ofThreads())));
  }

  private static Optional<Profile> fastest(List<Profile> profiles, BackendKind backend) {
    return profiles.stream()
        .filter(one -> one.arm().runsOn(backend) && one.tasks() > 0)
        .min(Comparator.comparingDouble(Profile::seconds));
  }

  private record Other(Profile measured, Costs.Cost threads, Costs.Cost processes) {
    /** In shared memory nothing travels, so what tasks would move is not known. */
    Outlook ofProcesses() {
      double startUp = processes.aroundSeconds() - threads.aroundSeconds();
      double perTask = extra(0);
      double seconds = with(startUp, perTask);
      return outlook(
          BackendKind.PROCESSES,
          startUp,
          perTask,
          seconds,
          "if they send and return next to nothing%s".formatted(withPayloads(startUp)));
    }

    Outlook ofThreads() {
      double bytes = measured.bytes() / measured.tasks();
      double startUp = threads.aroundSeconds() - processes.aroundSeconds();
      double perTask = -extra(bytes);
      return outlook(
          BackendKind.THREADS,
          startUp,
          perTask,
          Math.max(measured.taskSeconds() / slots(), with(startUp, perTask)),
          "as nothing has to travel there, while on processes a task moves " + bytes(bytes));
    }

    private String withPayloads(double startUp) {
      return ladder()
          .map(known ->
              known.steps().stream()
                  .skip(1)
                  .map(step ->
                      "%s with %s each"
                          .formatted(
                              duration(with(startUp, extra(step.bytes()))), bytes(step.bytes())))
                  .collect(Collectors.joining(", ", " (", ")")))
          .orElse("");
    }

    private double with(double startUp, double perTask) {
      return measured.seconds() + startUp + perTask * measured.tasks() / slots();
    }

    private double slots() {
      return measured.slots().orElse(1);
    }

    // Less than nothing by chance only.
    private double extra(double bytes) {
      return Math.max(
          0,
          ladder()
              .map(known -> known.at(bytes))
              .orElse(processes.secondsPerTask() - threads.secondsPerTask()));
    }

    private Optional<PayloadLadder> ladder() {
      return PayloadLadder.of(threads, processes);
    }

    private Outlook outlook(
        BackendKind backend, double startUp, double perTask, double seconds, String payload) {
      var arm = new Arm(backend, measured.arm().workers());
      return new Outlook(
          arm,
          measured.arm(),
          startUp,
          perTask,
          seconds,
          ("%s would take about %s, %s takes %s: start and end take %s, and each of %s costs %s of"
                  + " slot time beyond its own code, %s; how long that code takes there is not"
                  + " known and is taken to be the same")
              .formatted(
                  arm,
                  duration(seconds),
                  measured.arm(),
                  duration(measured.seconds()),
                  more(startUp),
                  Quantities.count(Math.round(measured.tasks()), "task"),
                  more(perTask),
                  payload));
    }

    private static String more(double seconds) {
      return duration(Math.abs(seconds)) + (seconds < 0 ? " less" : " more");
    }

    private static String bytes(double count) {
      return Quantities.bytes(Math.round(count));
    }

    private static String duration(double seconds) {
      return Quantities.duration(seconds * 1e9);
    }
  }
}
