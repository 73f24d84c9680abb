package dev.thresher.sim;

import dev.thresher.model.TaskId;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.OnError;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.protocol.Reply;
import dev.thresher.schedule.Elasticity;
import dev.thresher.schedule.ScheduleEvent;
import dev.thresher.schedule.ScheduleEvent.Reach;
import dev.thresher.sim.Session.Cancellation;
import dev.thresher.sim.Session.Moment;
import dev.thresher.sim.Session.Retirement;
import dev.thresher.sim.Session.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Makes sessions of some scenarios: the same tasks, faults and workers, but the tasks are submitted
 * and single ones are cancelled. From a seed of its own, so that all others stay what they are.
 */
final class SessionDraw {
  private static final long MILLISECOND = 1_000_000;
  private static final double HANG_SHARE = 0.04;

  private final Scenario base;
  private final SplittableRandom random;
  private final long grainNanos;
  private final long horizonNanos;
  private final List<Step> steps = new ArrayList<>();
  private final List<Cancellation> cancellations = new ArrayList<>();
  private long lastStepNanos;

  private SessionDraw(Scenario base) {
    this.base = base;
    this.random = new SplittableRandom(base.seed() ^ 0x53657373L);
    // Batches of submitted tasks are short: only small tasks share one.
    long grain = base.tasks().grainNanos();
    this.grainNanos =
        random.nextBoolean() ? Math.min(grain, 1 + random.nextLong(MILLISECOND)) : grain;
    long lasts = base.plan().tasks() * grainNanos / base.workers();
    this.horizonNanos = 1 + random.nextLong(300 * MILLISECOND + 2 * lasts);
  }

  /** A session, or the scenario as it is. */
  static Scenario orAsItIs(Scenario base) {
    // Two tasks that wait for each other need each other; a session has no deadline.
    boolean fit = base.tasks().meeting().isEmpty() && base.plan().deadline().isEmpty();
    var draw = new SessionDraw(base);
    return fit && draw.random.nextInt(3) == 0 ? draw.draw() : base;
  }

  private Scenario draw() {
    var stages = base.plan().stages().stream().map(this::submitted).toList();
    var tasks = tasks();
    stages.forEach(this::submit);
    steps.sort(Comparator.comparingLong(Step::atNanos));
    steps.add(new Step(lastStepNanos + delay(), new ScheduleEvent.SubmissionsEnded()));
    stages.forEach(stage -> cancelSome(stage, tasks));
    var session = new Session(steps, cancellations, retirements(), elasticity());
    return base.with(new Plan(base.plan().name(), stages), tasks, session);
  }

  private PlannedStage submitted(PlannedStage stage) {
    return sized(stage, stage.size(), chance(0.1) ? stage.onError() : OnError.COLLECT);
  }

  private static PlannedStage sized(PlannedStage stage, long size, OnError onError) {
    return new PlannedStage(
        stage.spec(),
        size,
        new Dependence.Submitted(),
        stage.retry(),
        onError,
        stage.share(),
        stage.combination(),
        stage.output());
  }

  /** Without a deadline what hangs has to be cancelled, and will be. */
  private TaskModel tasks() {
    var model = base.tasks();
    double hangs = model.hangShare() > 0 || chance(0.5) ? model.hangShare() : HANG_SHARE;
    return new TaskModel(
        model.seed(),
        grainNanos,
        model.spread(),
        model.failShare(),
        hangs,
        model.stubbornShare(),
        model.poison(),
        Set.of());
  }

  private void submit(PlannedStage stage) {
    int number = stage.spec().stage();
    int batchLimit = 1 + random.nextInt(chance(0.3) ? 4 : 5000);
    long at = random.nextLong(horizonNanos);
    var empty = sized(stage, 0, stage.onError());
    steps.add(new Step(at, new ScheduleEvent.StageAdded(empty, batchLimit)));
    long portions = 1 + random.nextInt(chance(0.3) ? 40 : 4);
    for (long left = stage.size(); left > 0; portions--) {
      long count = portions <= 1 ? left : 1 + random.nextLong(left);
      at += portions > 4 ? delay() / 8 : delay();
      steps.add(new Step(at, new ScheduleEvent.TasksAdded(number, count)));
      left -= count;
    }
    if (chance(0.6)) {
      at += delay();
      steps.add(new Step(at, new ScheduleEvent.StageClosed(number)));
    }
    lastStepNanos = Math.max(lastStepNanos, at);
  }

  private void cancelSome(PlannedStage stage, TaskModel tasks) {
    int number = stage.spec().stage();
    for (long index = 0; index < stage.size(); index++) {
      var task = new TaskId(number, index);
      if (stage.spec().deadlineNanos() == 0 && hangs(tasks.of(task, 1).ending())) {
        var reach = chance(0.8) ? Reach.RUNNING : Reach.WORKER;
        cancellations.add(new Cancellation(task, Moment.BEGUN, delay(), reach));
      }
    }
    int more = stage.size() == 0 || chance(0.1) ? 0 : random.nextInt((int) stage.size() / 4 + 4);
    for (int i = 0; i < more; i++) {
      var task = new TaskId(number, random.nextLong(stage.size()));
      for (boolean again = true; again; again = chance(0.3)) {
        cancellations.add(new Cancellation(task, moment(), delay(), reach()));
      }
    }
  }

  private static boolean hangs(TaskModel.Ending ending) {
    return switch (ending) {
      case HANGS, IGNORES_INTERRUPTION -> true;
      case COMPLETES, FAILS, KILLS_ITS_WORKER -> false;
    };
  }

  private Moment moment() {
    return Moment.values()[random.nextInt(Moment.values().length)];
  }

  private Reach reach() {
    return chance(0.3) ? Reach.UNSTARTED : chance(0.85) ? Reach.RUNNING : Reach.WORKER;
  }

  private List<Retirement> retirements() {
    var retirements = new ArrayList<Retirement>();
    for (int i = chance(0.8) ? 0 : 1 + random.nextInt(3); i > 0; i--) {
      int place = 1 + random.nextInt(base.workers());
      retirements.add(new Retirement(random.nextLong(2 * horizonNanos), place, chance(0.3)));
    }
    return retirements;
  }

  private Optional<Elasticity> elasticity() {
    if (base.workers() == 1 || base.slots() == Reply.UNLIMITED || !chance(0.12)) {
      return Optional.empty();
    }
    var idle = Duration.ofNanos(50 * MILLISECOND + random.nextLong(2_000 * MILLISECOND));
    return Optional.of(new Elasticity(random.nextInt(base.workers()), base.workers(), idle));
  }

  /** At once, while messages are on their way, or whenever. */
  private long delay() {
    if (chance(0.25)) {
      return 0;
    }
    var network = base.network();
    long way = 1 + 2 * (network.latencyNanos() + network.jitterNanos());
    return random.nextLong(chance(0.5) ? way : horizonNanos);
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }
}
