package dev.thresher.compare;

import dev.thresher.compare.Reason.Topic;
import dev.thresher.model.BackendKind;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Why the chosen arm and its rivals take different times, in shares of the difference. */
final class Reasons {
  private static final double WORTH_NAMING = 0.03;
  private static final double MUCH_GC = 0.05;
  private static final double MOSTLY = 0.5;
  private static final double BYTES_WORTH_NAMING = 1024;

  private final Profile choice;
  private final List<Reason> reasons = new ArrayList<>();

  private Reasons(Profile choice) {
    this.choice = choice;
  }

  static List<Reason> of(Profile choice, List<Profile> all, List<SlowDown> slowDowns) {
    var reasons = new Reasons(choice);
    slowDowns.forEach(slowDown -> reasons.cause(slowDown, all));
    rivals(choice, all).forEach(reasons::against);
    all.stream()
        .filter(one -> one.peakBytes().isPresent() && one != choice)
        .max(Comparator.comparingDouble(one -> one.peakBytes().getAsDouble()))
        .ifPresent(reasons::memory);
    reasons.waiting();
    all.stream()
        .filter(one -> one.arm().equals(new Arm(BackendKind.THREADS, 1)))
        .filter(one -> !one.arm().equals(choice.arm()))
        .findFirst()
        .ifPresent(reasons::parallelism);
    return reasons.reasons.stream()
        .sorted(Comparator.comparingDouble((Reason one) -> -Math.abs(one.weight())))
        .toList();
  }

  // The fastest of every other backend.
  private static List<Profile> rivals(Profile choice, List<Profile> all) {
    var seen = new HashSet<ArmPlace>();
    seen.add(choice.arm().place());
    return all.stream()
        .sorted(Comparator.comparingDouble(Profile::seconds))
        .filter(one -> seen.add(one.arm().place()))
        .toList();
  }

  private void against(Profile rival) {
    part(
        Topic.START_UP,
        rival.startUp() - choice.startUp(),
        "starting, gathering workers and ending take %s on %s, %s on %s"
            .formatted(
                duration(rival.startUp()), rival.arm(), duration(choice.startUp()), choice.arm()));
    if (rival.slots().isPresent() && choice.slots().isPresent()) {
      inSlots(rival, rival.slots().getAsDouble(), choice.slots().getAsDouble());
    } else {
      part(
          Topic.WALL_TIME,
          rival.working() - choice.working(),
          "with all tasks %s is done in %s, %s in %s, start-up apart"
              .formatted(
                  rival.arm(),
                  duration(rival.working()),
                  choice.arm(),
                  duration(choice.working())));
    }
    collection(rival);
  }

  private void inSlots(Profile rival, double rivalSlots, double slots) {
    part(
        Topic.SLOW_DOWN,
        rival.taskSeconds() / rivalSlots - choice.taskSeconds() / slots,
        "a task takes %s on %s (%.0f at once), %s on %s (%.0f at once)"
            .formatted(
                duration(rival.secondsPerTask()),
                rival.arm(),
                rivalSlots,
                duration(choice.secondsPerTask()),
                choice.arm(),
                slots));
    double rivals = rival.betweenTasks().orElse(0);
    double own = choice.betweenTasks().orElse(0);
    boolean travels = rival.bytes() + choice.bytes() > BYTES_WORTH_NAMING * choice.tasks();
    part(
        travels ? Topic.TRANSPORT : Topic.OVERHEAD,
        rivals / rivalSlots - own / slots,
        "beyond its own code a task costs %s of slot time on %s, %s on %s (sending, waiting, slots left empty at the end%s)"
            .formatted(
                duration(rival.betweenPerTask().orElse(0)),
                rival.arm(),
                duration(choice.betweenPerTask().orElse(0)),
                choice.arm(),
                rival.bytes() > choice.bytes() ? "; %s moved a task".formatted(moved(rival)) : ""));
  }

  private static String moved(Profile profile) {
    return Quantities.bytes(Math.round(profile.bytes() / Math.max(1, profile.tasks())));
  }

  private void part(Topic topic, double weight, String sentence) {
    if (Math.abs(weight) >= WORTH_NAMING * choice.seconds()) {
      var whole =
          weight > 0
              ? sentence + ": " + duration(weight) + " of the difference"
              : "on the other side, " + sentence + ": " + duration(-weight) + " less";
      reasons.add(new Reason(topic, weight, whole));
    }
  }

  private void collection(Profile rival) {
    double rivals = rival.gc().orElse(0);
    double own = choice.gc().orElse(0);
    if (rivals > MUCH_GC * rival.seconds() || own > MUCH_GC * choice.seconds()) {
      reasons.add(
          new Reason(
              Topic.GARBAGE_COLLECTION,
              rivals - own,
              "garbage collection stops the program for %s on %s, %s on %s (added up over its JVMs, and part of the times above)"
                  .formatted(duration(rivals), rival.arm(), duration(own), choice.arm())));
    }
  }

  // Of arms that nobody would choose as well: it is why they are not chosen.
  private void cause(SlowDown slowDown, List<Profile> all) {
    var its = all.stream().filter(one -> one.arm().equals(slowDown.arm())).findFirst();
    if (its.isEmpty() || !slowDown.isWorthNaming()) {
      return;
    }
    double weight = slowDown.growth() * its.get().tasks() / slowDown.arm().workers();
    if (weight >= WORTH_NAMING * its.get().seconds()) {
      reasons.add(new Reason(Topic.CAUSE, weight, slowDown.sentence()));
    }
  }

  private void memory(Profile rival) {
    if (rival.peakBytes().isPresent() && choice.peakBytes().isPresent()) {
      reasons.add(
          new Reason(
              Topic.MEMORY,
              0,
              "%s holds %s of memory at its peak, %s %s"
                  .formatted(
                      rival.arm(),
                      bytes(rival.peakBytes()),
                      choice.arm(),
                      bytes(choice.peakBytes()))));
    }
  }

  private void parallelism(Profile alone) {
    double working = choice.working();
    if (choice.slots().isPresent() && choice.slots().getAsDouble() > 1 && working > 0) {
      double speedUp = alone.working() / working;
      reasons.add(
          new Reason(
              Topic.PARALLELISM,
              alone.seconds() - choice.seconds(),
              String.format(
                  Locale.ROOT,
                  "start-up apart, %.0f slots are %.2f times as fast as one thread: an efficiency of %s",
                  choice.slots().getAsDouble(),
                  speedUp,
                  Quantities.percent(speedUp / choice.slots().getAsDouble()))));
    }
  }

  // Of the processor time a part belongs to starting; so this is the most that tasks can have used.
  private void waiting() {
    if (isWaiting(choice)) {
      reasons.add(
          new Reason(
              Topic.WAITING,
              choice.working(),
              "tasks wait more than they compute: all processor time is %s, the time in tasks %s"
                  .formatted(duration(choice.cpu().orElse(0)), duration(choice.taskSeconds()))));
    }
  }

  static boolean isWaiting(Profile profile) {
    return profile.cpu().isPresent()
        && profile.cpu().getAsDouble() < MOSTLY * profile.taskSeconds();
  }

  private static String bytes(OptionalDouble count) {
    return Quantities.bytes(Math.round(count.orElse(0)));
  }

  static String duration(double seconds) {
    return Quantities.duration(seconds * 1e9);
  }
}
