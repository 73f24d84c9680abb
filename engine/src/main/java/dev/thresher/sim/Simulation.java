package dev.thresher.sim;

import dev.thresher.journal.DurableSchedule;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskId;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.Starts;
import dev.thresher.schedule.Decision;
import dev.thresher.schedule.Departure;
import dev.thresher.schedule.Departure.Blame;
import dev.thresher.schedule.RunSchedule;
import dev.thresher.schedule.ScheduleEvent;
import dev.thresher.schedule.UptakeNews;
import dev.thresher.schedule.Volume;
import dev.thresher.sim.SimulatedNetwork.Way;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One simulated run. {@code Simulation.seed(n).run()} gives its history; the same seed gives the
 * same one, always.
 */
public final class Simulation implements SimulatedWorker.Outside {
  /** Longer than any run may take: several retries with their pauses, deadlines, lease ends. */
  static final long LONGEST_NANOS = 4L * 3600 * 1_000_000_000;

  private static final RunId RUN = new RunId("simulated");
  private static final long EPOCH = 7;
  private static final long COORDINATOR_TICK_NANOS = 50_000_000;
  private static final long NOTICE_NANOS = 20_000_000;
  private static final long STEPS = 5_000_000;

  /** Workers of a coordinator that is gone end within that time, see {@code docs/guarantees.md}. */
  private static final long ORPHANS_END_NANOS = 2_000_000_000;

  private final Scenario scenario;
  private final VirtualTime time = new VirtualTime();
  private final SplittableRandom random;
  private final SimulatedNetwork network;
  private final Meetings meetings = new Meetings();
  private final DurableSchedule schedule;
  private final Optional<Life> life;
  private final SimulatedRows rows;
  private final SimulatedWriter writer;
  private final UptakeNews uptake;
  private final SimulatedSubmitter submitter;
  private final Map<Integer, Long> submitted = new HashMap<>();
  private final List<Happening> history = new ArrayList<>();
  private final Map<Incarnation, SimulatedWorker> living = new HashMap<>();
  private final ArrayDeque<Runnable> mailbox = new ArrayDeque<>();
  private long coordinatorFrozenUntil;
  private boolean finished;
  private boolean crashed;

  private Simulation(Scenario scenario, Optional<Life> life) {
    this.scenario = scenario;
    this.life = life;
    this.random = new SplittableRandom(~scenario.seed());
    this.rows = new SimulatedRows(scenario.plan(), this::rowsAreThere);
    this.writer = new SimulatedWriter(time, scenario.takeNanos(), this::takenIn);
    this.uptake = new UptakeNews(scenario.limits().mostWaiting());
    this.network = new SimulatedNetwork(time, scenario.network(), random.split());
    this.schedule =
        life.map(this::recorded)
            .orElseGet(() ->
                DurableSchedule.unlogged(scenario.session().isEmpty() ? planned() : accepting()));
    var session = scenario.session().orElse(Session.NONE);
    this.submitter = new SimulatedSubmitter(session, time, this::tell);
  }

  private RunSchedule planned() {
    return RunSchedule.of(rows.planWithoutSizes(), RUN, EPOCH, scenario.limits());
  }

  private DurableSchedule recorded(Life one) {
    var plan = rows.planWithoutSizes();
    var resumed = RunSchedule.resume(plan, RUN, one.epoch(), scenario.limits(), one.recovered());
    var recorded = new DurableSchedule(resumed, plan, one.disk());
    one.disk().begin(time);
    recorded.whenLogMoves(
        () -> enter(() -> recorded.onLogMoved(time.now()).forEach(this::perform)));
    return recorded;
  }

  private RunSchedule accepting() {
    return RunSchedule.accepting(RUN, EPOCH, scenario.limits(), scenario.elasticity());
  }

  /** The run that belongs to a seed. */
  public static Simulation seed(long seed) {
    return new Simulation(ScenarioDraw.of(seed), Optional.empty());
  }

  public static Simulation of(Scenario scenario) {
    return new Simulation(scenario, Optional.empty());
  }

  /** One life of a run that leaves something behind. */
  static Simulation of(Scenario scenario, Life life) {
    return new Simulation(scenario, Optional.of(life));
  }

  /**
   * Runs the seed and judges it.
   *
   * @return empty if every promise was kept; otherwise lines that name the seed
   */
  public static List<String> violations(long seed) {
    var simulation = seed(seed);
    List<String> violations;
    try {
      violations = Checker.violations(simulation.scenario, simulation.run());
    } catch (RuntimeException broken) {
      violations = List.of(broken + " at " + List.of(broken.getStackTrace()));
    }
    return violations.stream()
        .map(violation -> "Simulation.seed(" + seed + "L): " + violation)
        .toList();
  }

  public Scenario scenario() {
    return scenario;
  }

  /** Lets it happen, until the schedule says that the run is over. Once per object. */
  public List<Happening> run() {
    for (int place = 1; place <= scenario.elasticity().fewest(); place++) {
      var worker = WorkerId.numbered(place);
      tell(new ScheduleEvent.WorkerExpected(worker));
      bringUp(new Incarnation(worker, 1), 0);
    }
    coordinatorTick();
    rows.begin();
    life.ifPresent(this::beginLife);
    submitter.begin();
    scenario.session().ifPresent(session -> session.retirements().forEach(this::planRetirement));
    scenario.deaths().forEach(death -> time.at(death.atNanos(), () -> strike(death)));
    scenario.freezes().forEach(freeze -> time.at(freeze.atNanos(), () -> freeze(freeze)));
    planEnds();
    for (long step = 0; !isOver() && step < STEPS && time.now() < LONGEST_NANOS; step++) {
      if (!time.step()) {
        break;
      }
    }
    return history;
  }

  private boolean isOver() {
    return crashed ? living.isEmpty() : finished;
  }

  /** Results of earlier lives are told before anything else, as they are to those who combine. */
  private void beginLife(Life one) {
    one.earlier().forEach(rows::committed);
    one.crashAtNanos().ifPresent(at -> time.at(at, this::crash));
  }

  /** The coordinator is gone; its workers notice that each in its own time. */
  private void crash() {
    if (finished) {
      return;
    }
    finished = true;
    crashed = true;
    living.values().stream()
        .sorted(Comparator.comparing(SimulatedWorker::incarnation))
        .forEach(orphan ->
            time.after(random.nextLong(ORPHANS_END_NANOS), () -> orphan.die(Blame.OUTSIDE)));
  }

  private void takenIn(Decision.Commit commit) {
    if (scenario.takeNanos() > 0) {
      happens(new Happening.TakenIn(time.now(), Volume.of(commit)));
      uptake.takenIn(commit).ifPresent(more -> tell(new ScheduleEvent.TakenIn(more)));
    }
    rows.committed(commit);
  }

  /** Rows are counted beside the coordinator, which takes a while. */
  private void rowsAreThere(ScheduleEvent.RowsCounted counted) {
    time.after(NOTICE_NANOS, () -> tell(counted));
  }

  private void planEnds() {
    if (scenario.drainAtNanos() >= 0) {
      time.at(scenario.drainAtNanos(), () -> tell(new ScheduleEvent.DrainAsked()));
    }
    if (scenario.cancelAtNanos() >= 0) {
      time.at(scenario.cancelAtNanos(), () -> tell(new ScheduleEvent.CancelAsked("by the seed")));
    }
  }

  private void planRetirement(Session.Retirement retirement) {
    time.at(
        retirement.atNanos(),
        () -> {
          var worker = filling(retirement.place());
          if (worker != null) {
            tell(
                new ScheduleEvent.WorkerUnwanted(
                    worker.incarnation(), retirement.atOnce(), "retired by the seed"));
          }
        });
  }

  private void happens(Happening happening) {
    history.add(happening);
    submitter.saw(happening);
  }

  private void coordinatorTick() {
    tell(new ScheduleEvent.Ticked());
    time.after(COORDINATOR_TICK_NANOS, this::coordinatorTick);
  }

  /** The coordinator learns something, now or when it is awake again. */
  private void tell(ScheduleEvent event) {
    enter(() -> decide(event));
  }

  private void enter(Runnable message) {
    if (finished) {
      return;
    }
    boolean waits = time.now() < coordinatorFrozenUntil || !mailbox.isEmpty();
    if (!waits) {
      message.run();
      return;
    }
    mailbox.add(message);
    if (mailbox.size() == 1) {
      time.at(coordinatorFrozenUntil, this::thaw);
    }
  }

  /** In the order in which it came, until the coordinator is frozen again. */
  private void thaw() {
    if (time.now() < coordinatorFrozenUntil) {
      time.at(coordinatorFrozenUntil, this::thaw);
      return;
    }
    while (!mailbox.isEmpty() && !finished) {
      mailbox.remove().run();
    }
  }

  private void decide(ScheduleEvent event) {
    note(event);
    for (var decision : schedule.on(event, time.now())) {
      perform(decision);
    }
  }

  private void note(ScheduleEvent event) {
    switch (event) {
      case ScheduleEvent.WorkerGone(Incarnation gone, Departure _, Starts _) ->
          happens(new Happening.ToldGone(time.now(), gone));
      case ScheduleEvent.DrainAsked() -> happens(new Happening.DrainAsked(time.now()));
      case ScheduleEvent.CancelAsked _ -> happens(new Happening.CancelAsked(time.now()));
      case ScheduleEvent.TasksAdded(int stage, long count) -> {
        long until = submitted.merge(stage, count, Long::sum);
        happens(new Happening.Submitted(time.now(), stage, until - count, until));
      }
      case ScheduleEvent.TaskCancelled(var task, _, var reach) ->
          happens(new Happening.Unwanted(time.now(), task, reach));
      case ScheduleEvent.SubmissionsEnded() -> happens(new Happening.SubmissionsEnded(time.now()));
      case ScheduleEvent.WorkerExpected _,
          ScheduleEvent.Heard _,
          ScheduleEvent.RowsCounted _,
          ScheduleEvent.StageAdded _,
          ScheduleEvent.StageClosed _,
          ScheduleEvent.WorkerUnwanted _,
          ScheduleEvent.HandOut _,
          ScheduleEvent.TakenIn _,
          ScheduleEvent.Ticked _ -> {}
    }
  }

  private void perform(Decision decision) {
    switch (decision) {
      case Decision.Send(Incarnation to, Request request) -> send(to, request);
      case Decision.Commit commit -> {
        commit
            .results()
            .forEach(result ->
                happens(
                    new Happening.Committed(
                        time.now(),
                        new TaskId(commit.stage(), result.index()),
                        commit.attempt(),
                        commit.by(),
                        result.outcome())));
        writer.committed(commit);
      }
      case Decision.Withdraw(var task, int attempt, String reason) ->
          happens(new Happening.Withdrawn(time.now(), task, attempt, reason));
      case Decision.Retry(var task, int attempt, var outcome) ->
          happens(new Happening.Retried(time.now(), task, attempt, outcome));
      case Decision.Replace(WorkerId worker, int number, var pause) -> {
        var next = new Incarnation(worker, number);
        happens(new Happening.SentFor(time.now(), next, pause.toNanos()));
        bringUp(next, pause.toNanos());
      }
      case Decision.Kill(Incarnation worker, String reason) -> {
        happens(new Happening.Killed(time.now(), worker, reason));
        time.after(NOTICE_NANOS, () -> killNow(worker));
      }
      case Decision.Finish(var end, String detail) -> {
        finished = true;
        happens(new Happening.Finished(time.now(), end, detail, schedule.progress()));
      }
    }
  }

  private void send(Incarnation to, Request request) {
    switch (request) {
      case Request.Welcome _ -> happens(new Happening.Welcomed(time.now(), to));
      case Request.RunTasks(_, var batch, var tasks, int attempt, _, _) ->
          happens(new Happening.Dispatched(time.now(), to, batch, tasks, attempt));
      case Request.Acknowledge(_, long sequence) ->
          happens(new Happening.Acknowledged(time.now(), to, sequence));
      case Request.Define _,
          Request.ForgetStage _,
          Request.Revoke _,
          Request.Cancel _,
          Request.CancelTask _,
          Request.Beat _,
          Request.Drain _,
          Request.Stop _ -> {}
    }
    network.send(
        new Way(to, true),
        () -> {
          var worker = living.get(to);
          if (worker != null) {
            worker.receive(request);
          }
        });
  }

  @Override
  public void send(Incarnation from, Reply reply) {
    network.send(new Way(from, false), () -> tell(new ScheduleEvent.Heard(from, reply)));
  }

  @Override
  public void died(SimulatedWorker worker, Blame blame) {
    living.remove(worker.incarnation());
    var departure = new Departure(blame, "died as the seed wants it");
    var starts = scenario.limits().startsAreTold() ? worker.starts() : new Starts.Untold();
    time.after(
        NOTICE_NANOS,
        () -> tell(new ScheduleEvent.WorkerGone(worker.incarnation(), departure, starts)));
  }

  private void bringUp(Incarnation next, long pauseNanos) {
    long start = pauseNanos + scenario.startNanos();
    if (random.nextDouble() < scenario.failedStartShare()) {
      var departure = new Departure(Blame.NEVER_CAME, "did not start, as the seed wants it");
      time.after(
          start,
          () -> {
            happens(new Happening.Died(time.now(), next, Blame.NEVER_CAME));
            tell(new ScheduleEvent.WorkerGone(next, departure));
          });
      return;
    }
    time.after(
        start,
        () -> {
          if (!crashed) {
            var worker = new SimulatedWorker(time, scenario, next, meetings, this, this::happens);
            living.put(next, worker);
            worker.start();
          }
        });
  }

  private void strike(Scenario.Death death) {
    var victim = filling(death.place());
    if (victim != null) {
      victim.die(death.blame());
    }
  }

  private void freeze(Scenario.Freeze freeze) {
    long until = time.now() + freeze.forNanos();
    if (freeze.place() == 0) {
      happens(new Happening.Froze(time.now(), "coordinator", until));
      coordinatorFrozenUntil = until;
      return;
    }
    var victim = filling(freeze.place());
    if (victim != null) {
      happens(new Happening.Froze(time.now(), victim.incarnation().toString(), until));
      victim.freezeUntil(until);
    }
  }

  /**
   * On a host that is cut off a process outlives its end in the eyes of the fleet: a zombie, which
   * goes on and speaks again when it is reached again.
   */
  private void killNow(Incarnation worker) {
    var victim = living.get(worker);
    if (victim != null && scenario.zombieNanos() > 0) {
      var departure = new Departure(Blame.OUTSIDE, "out of reach");
      tell(new ScheduleEvent.WorkerGone(worker, departure));
      time.after(scenario.zombieNanos(), () -> victim.die(Blame.OUTSIDE));
    } else if (victim != null) {
      victim.die(Blame.OUTSIDE);
    }
  }

  private @Nullable SimulatedWorker filling(int place) {
    var worker = WorkerId.numbered(place);
    return living.values().stream()
        .filter(candidate -> candidate.incarnation().worker().equals(worker))
        .max(Comparator.comparing(SimulatedWorker::incarnation))
        .orElse(null);
  }
}
