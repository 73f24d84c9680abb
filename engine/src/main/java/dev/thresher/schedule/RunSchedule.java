package dev.thresher.schedule;

import dev.thresher.model.Counted;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskId;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.Starts;
import dev.thresher.schedule.Decision.End;
import dev.thresher.schedule.Decision.Finish;
import dev.thresher.schedule.Decision.Kill;
import dev.thresher.schedule.Decision.Replace;
import dev.thresher.schedule.Decision.Send;
import dev.thresher.schedule.Departure.Blame;
import dev.thresher.schedule.Place.State;
import dev.thresher.schedule.ScheduleEvent.Reach;
import dev.thresher.task.Inputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of one run. A plain object with one owner; not safe for several threads.
 *
 * <p>Time is monotonic nanoseconds from any origin, never decreasing between calls. A {@link
 * ScheduleEvent.Ticked} should come several times a beat. The run starts with its first event.
 *
 * <p>Cost: O(log n) for a batch in the number of batches in flight and of stretches that came back,
 * O(workers) for handing out; memory as ragged as the work within the window, see {@link
 * StageBacklog}.
 */
public final class RunSchedule {
  // Nobody waits for an acknowledgement: at the next tick is soon enough, unless many reports would
  // be kept until then.
  private static final int MOST_UNACKNOWLEDGED = 16;

  private final RunId run;
  private final long epoch;
  private final SchedulingLimits limits;
  private final Plan plan;
  private final Backlog backlog;
  private final Workforce workforce = new Workforce();
  private final FailureLimit failures;
  private final Settlement settlement;
  private final Losses losses;
  private final Dispatch dispatch;
  private final Revocation revocation;
  private final Stragglers stragglers;
  private final Uptake uptake;
  private @Nullable Headcount headcount;
  private List<Decision> decisions = new ArrayList<>();
  private RunPhase phase = new RunPhase.Running();
  private long now;
  private long startNanos;
  private boolean started;
  private long beatNanos;
  private long round;
  private boolean accepting;
  private long portions;
  private String lastDeparture = "";
  private boolean mayHandOut = true;

  private RunSchedule(
      Plan plan, RunId run, long epoch, SchedulingLimits limits, Recovered recovered) {
    this.run = run;
    this.epoch = epoch;
    this.limits = limits;
    this.plan = plan;
    var random = new SplittableRandom(limits.seed());
    backlog = new Backlog(plan, limits, recovered);
    failures = new FailureLimit(plan.halt());
    var storm = new Storm();
    settlement = new Settlement(backlog, random, recovered, failures, storm);
    losses = new Losses(settlement, storm);
    dispatch = new Dispatch(limits.schedule(), backlog, workforce, random, epoch);
    revocation = new Revocation(backlog, workforce);
    stragglers = new Stragglers(backlog, workforce, settlement);
    uptake = new Uptake(limits.mostWaiting());
  }

  /**
   * @param epoch of this coordinator, at least 1; results of another one are refused
   */
  public static RunSchedule of(Plan plan, RunId run, long epoch, SchedulingLimits limits) {
    return resume(plan, run, epoch, limits, Recovered.NOTHING);
  }

  /**
   * Goes on where another coordinator has ended, whose workers have ended with it.
   *
   * @param epoch higher than that of any before
   * @param recovered what has ended; the rows of stages are counted again by {@code RowsCounted}
   */
  public static RunSchedule resume(
      Plan plan, RunId run, long epoch, SchedulingLimits limits, Recovered recovered) {
    if (epoch < 1) {
      throw new IllegalArgumentException("epochs start at 1, not at " + epoch);
    }
    return new RunSchedule(plan, run, epoch, limits, recovered);
  }

  /** A run whose stages and tasks are told by events until {@code SubmissionsEnded}. */
  public static RunSchedule accepting(RunId run, long epoch, SchedulingLimits limits) {
    var schedule = of(new Plan(run.value(), List.of()), run, epoch, limits);
    schedule.accepting = true;
    return schedule;
  }

  /**
   * The same with workers that come and go.
   *
   * @param elasticity of whose workers the fewest are expected by events, as ever
   */
  public static RunSchedule accepting(
      RunId run, long epoch, SchedulingLimits limits, Elasticity elasticity) {
    var schedule = accepting(run, epoch, limits);
    if (elasticity.fewest() < elasticity.most()) {
      schedule.headcount = new Headcount(elasticity, schedule.workforce, schedule.backlog);
    }
    return schedule;
  }

  /** The decisions to perform, in this order. None follow a {@link Decision.Finish}. */
  public List<Decision> on(ScheduleEvent event, long nowNanos) {
    if (phase instanceof RunPhase.Finished) {
      return List.of();
    }
    decisions = new ArrayList<>();
    takeTime(nowNanos);
    switch (event) {
      case ScheduleEvent.WorkerExpected(var worker) -> workforce.expect(worker);
      case ScheduleEvent.Heard(Incarnation from, Reply reply) -> onHeard(from, reply);
      case ScheduleEvent.WorkerGone(Incarnation gone, Departure why, Starts starts) ->
          onGone(gone, why, starts);
      case ScheduleEvent.DrainAsked() -> drain(End.DRAINED, "");
      case ScheduleEvent.CancelAsked(String reason) -> cancel(End.CANCELLED, reason);
      case ScheduleEvent.RowsCounted(int stage, Inputs inputs, long size, boolean whole) ->
          backlog.stage(stage).countRows(inputs, size, whole);
      case ScheduleEvent.StageAdded(PlannedStage stage, int batchLimit) ->
          backlog.add(stage, batchLimit);
      case ScheduleEvent.TasksAdded(int stage, long count) ->
          backlog.stage(stage).grow(count, ++portions);
      case ScheduleEvent.StageClosed(int stage) -> backlog.find(stage).ifPresent(backlog::close);
      case ScheduleEvent.TaskCancelled cancelled -> onTaskCancelled(cancelled);
      case ScheduleEvent.WorkerUnwanted unwanted -> onWorkerUnwanted(unwanted);
      case ScheduleEvent.SubmissionsEnded() -> onSubmissionsEnded();
      case ScheduleEvent.HandOut(boolean allowed) -> mayHandOut = allowed;
      case ScheduleEvent.TakenIn(Volume more) -> uptake.takenIn(more);
      case ScheduleEvent.Ticked() -> onTick();
    }
    goOn();
    return decisions;
  }

  /** A snapshot; costs a look at every worker and stage. */
  public RunProgress progress() {
    var workers =
        workforce.serving().stream()
            .map(member ->
                new RunProgress.WorkerLoad(
                    member.incarnation, member.slots, member.unended(), member.running))
            .toList();
    var paces =
        backlog.stages().stream()
            .map(stage ->
                new RunProgress.StagePace(
                    stage.number(),
                    stage.settledTasks(),
                    stage.pace().meanNanos(),
                    stage.pace().size()))
            .toList();
    int batches = workforce.serving().stream().mapToInt(member -> member.flights().size()).sum();
    return new RunProgress(
        backlog.tasks(),
        settlement.completedTasks(),
        backlog.failedTasks(),
        settlement.cancelledTasks(),
        settlement.retries(),
        settlement.staleResults(),
        batches,
        workers,
        paces);
  }

  /** Stretches of indices that are held, for tests of the memory bound. */
  int stretches() {
    return backlog.stages().stream().mapToInt(StageBacklog::stretches).sum();
  }

  // A coordinator that was stopped for a while has not heard of anybody, through no fault of
  // theirs.
  private void takeTime(long nowNanos) {
    long slept = nowNanos - now;
    if (started && slept > limits.lease().toNanos() / 2) {
      workforce.serving().forEach(member -> member.heardNanos += slept);
    }
    if (!started) {
      startNanos = nowNanos;
    }
    now = nowNanos;
    started = true;
  }

  private void onHeard(Incarnation from, Reply reply) {
    if (reply instanceof Reply.Register register) {
      onRegister(register);
      return;
    }
    var member = workforce.find(from);
    if (member == null) {
      refuse(from, reply);
      return;
    }
    member.heardNanos = now;
    member.heardRound = presentRound();
    switch (reply) {
      case Reply.Report report -> onReport(member, report);
      case Reply.Beating beating -> onBeating(member, beating);
      case Reply.Drained() -> onDrained(member);
      case Reply.Register _ -> {}
    }
  }

  /** That in which a worker is heard of; one without a lease cannot go silent alone. */
  private long presentRound() {
    return limits.lease().isPositive() ? round : Long.MAX_VALUE;
  }

  private void onDrained(Member member) {
    var place = workforce.place(member.incarnation.worker());
    if (member.retiresFor != null && place != null && phase instanceof RunPhase.Running) {
      end(place, member, member.retiresFor);
    }
  }

  private void onWorkerUnwanted(ScheduleEvent.WorkerUnwanted unwanted) {
    var member = workforce.find(unwanted.worker());
    var place = workforce.place(unwanted.worker().worker());
    if (place == null) {
      return;
    }
    if (member == null) {
      endWhileItStarts(place, unwanted);
    } else if (unwanted.atOnce()) {
      end(place, member, unwanted.reason());
    } else if (member.retiresFor == null) {
      member.retiresFor = unwanted.reason();
      send(member.incarnation, new Request.Drain());
    }
  }

  // It runs nothing that could be waited for. As its end is wished, it does not count as in vain.
  private void endWhileItStarts(Place place, ScheduleEvent.WorkerUnwanted unwanted) {
    var who = unwanted.worker();
    if (place.state() instanceof State.Expected(int number) && who.number() >= number) {
      decisions.add(new Kill(who, unwanted.reason()));
      place.become(State.Ending.of(who.number()));
    }
  }

  private void end(Place place, Member member, String reason) {
    kill(place, member, reason, Blame.OUTSIDE);
  }

  /** The incarnation was given up, and its tasks are with others: it must end. */
  private void refuse(Incarnation from, Reply reply) {
    switch (reply) {
      case Reply.Ended ended -> settlement.refuse(ended);
      case Reply.Beating _ -> send(from, new Request.Stop());
      case Reply.Register _, Reply.Returned _, Reply.Drained _ -> {}
    }
  }

  private void onRegister(Reply.Register register) {
    var who = register.worker();
    var place = workforce.place(who.worker());
    if (place != null && place.state() instanceof State.Serving(Member member)) {
      if (member.incarnation.number() < who.number()) {
        var departure = new Departure(Blame.UNKNOWN, "followed by " + who);
        lose(place, member, departure, new Starts.Untold(), lifeOf(who));
      } else if (member.incarnation.equals(who)) {
        member.heardNanos = now;
        member.heardRound = presentRound();
        welcome(who);
        return;
      }
    }
    if (place == null || who.number() >= leastNumber(place.state())) {
      workforce.serve(new Member(who, register.slots(), now, presentRound()));
      welcome(who);
    } else {
      send(who, new Request.Stop());
    }
  }

  private static State lifeOf(Incarnation next) {
    return new State.Expected(next.number());
  }

  /** The lowest number with which an incarnation may fill the place now. */
  private static int leastNumber(State state) {
    return switch (state) {
      case State.Expected(int number) -> number;
      case State.Serving(Member member) -> member.incarnation.number() + 1;
      case State.Ending(int number, _, _) -> number + 1;
      case State.Reserve(int number) -> number + 1;
      case State.Vacant(int number, _) -> number + 1;
    };
  }

  private void welcome(Incarnation who) {
    send(who, new Request.Welcome(run, epoch, who, limits.lease().toNanos()));
    if (phase instanceof RunPhase.Draining) {
      send(who, new Request.Drain());
    }
  }

  private void onReport(Member member, Reply.Report report) {
    if (report.epoch() != epoch) {
      // Of another life of the run: its sequence numbers say nothing about this one's reports.
      refuse(member.incarnation, report);
      return;
    }
    if (!member.isRepeated(report)) {
      switch (report) {
        case Reply.Ended ended -> onEnded(member, ended);
        case Reply.Returned returned -> onReturned(member, returned);
      }
    }
    if (++member.unacknowledged >= MOST_UNACKNOWLEDGED) {
      acknowledge(member);
    }
  }

  // After the commits: what is acknowledged may be forgotten by the only one who knows it.
  private void acknowledge(Member member) {
    member.unacknowledged = 0;
    send(member.incarnation, new Request.Acknowledge(epoch, member.reportsUpTo()));
  }

  private void onEnded(Member member, Reply.Ended ended) {
    var flight = member.sent(ended.batch().value());
    if (flight == null || ended.attempt() != flight.history.attempt()) {
      settlement.refuse(ended);
    } else {
      var results = stragglers.acceptDoubled(member, flight, ended.results(), decisions);
      settlement.accept(member, flight, results, now, decisions);
    }
  }

  private void onReturned(Member member, Reply.Returned returned) {
    var flight = member.flight(returned.batch().value());
    if (flight == null) {
      return;
    }
    flight.revoking = false;
    if (returned.tasks().isEmpty()) {
      revocation.nothingGiven(member, flight);
      return;
    }
    var tasks = returned.tasks().get();
    revocation.given(member, flight, tasks);
    // What is missing among them is with others by now.
    for (long from = flight.unended.firstFrom(tasks.from());
        from < tasks.until();
        from = flight.unended.firstFrom(from)) {
      takeBack(member, flight, from, Math.min(tasks.until(), flight.unended.firstGapFrom(from)));
    }
  }

  private void takeBack(Member member, Flight flight, long from, long until) {
    var unwanted = new TreeMap<>(flight.unwanted.subMap(from, until));
    member.release(flight, from, until);
    flight.stage.putBack(from, until, flight.history);
    unwanted.forEach((index, why) -> withdraw(flight.stage, index, why.reason()));
  }

  private void onBeating(Member member, Reply.Beating beating) {
    if (beating.epoch() != epoch) {
      return;
    }
    member.running = beating.running();
    sendAgainWhatGotLost(member, beating);
    for (var running : beating.running()) {
      var doubled = Stragglers.doubled(member, running);
      if (doubled == null) {
        endIfDoesNotStop(member, running);
      } else if (isOverdue(doubled, running) || costsItsWorker(Reach.RUNNING, running)) {
        killIfItHoldsASlot(member, running);
      }
    }
  }

  private void endIfDoesNotStop(Member member, Reply.Running running) {
    for (var flight : member.flights()) {
      if (Losses.isIn(flight, running)) {
        var unwanted = flight.unwanted.get(running.task().index());
        if (unwanted != null && costsItsWorker(unwanted.reach(), running)) {
          endUnwanted(member, flight, running, unwanted.reason());
        } else if (isOverdue(flight, running)) {
          endOverdue(member, flight, running);
        }
        return;
      }
    }
  }

  // The worker's own word, as the request may have come late. If it has not come, it is sent again.
  private boolean costsItsWorker(Reach reach, Reply.Running running) {
    return switch (reach) {
      case UNSTARTED -> false;
      case RUNNING -> running.stoppingNanos() > limits.cancelGrace().toNanos();
      case WORKER -> true;
    };
  }

  private void endUnwanted(Member member, Flight flight, Reply.Running running, String reason) {
    long index = running.task().index();
    settlement.endForGood(member, flight, index, new Outcome.Cancelled(reason), decisions);
    killIfItHoldsASlot(member, running);
  }

  private void sendAgainWhatGotLost(Member member, Reply.Beating beating) {
    Set<Long> holding = new HashSet<>();
    beating.holding().forEach(batch -> holding.add(batch.value()));
    Stragglers.noteHeld(member, beating, holding);
    for (var flight : member.flights()) {
      boolean held = holding.contains(flight.id());
      if (!held && flight.sentRound < beating.round()) {
        dispatch.sendAgain(member, flight, round, decisions);
      }
      if (flight.revoking && flight.revokedRound < beating.round()) {
        revocation.ask(member, flight, round, decisions);
      }
      if (held && flight.cancelledRound < beating.round()) {
        sendCancel(member, flight);
      }
      if (held && flight.unwantedRound < beating.round()) {
        flight.unwanted.forEach((index, unwanted) -> sendCancel(member, flight, index, unwanted));
      }
    }
  }

  /** Whether it should have been stopped by its worker long ago. */
  private boolean isOverdue(Flight flight, Reply.Running running) {
    long deadline = flight.stage.planned().spec().deadlineNanos();
    return deadline > 0 && running.forNanos() - deadline > limits.deadlineGrace().toNanos();
  }

  private void endOverdue(Member member, Flight flight, Reply.Running running) {
    settlement.endOverdue(member, flight, running, now, decisions);
    killIfItHoldsASlot(member, running);
  }

  /** A worker without a limit has no slot to win back; only the task is given up. */
  private void killIfItHoldsASlot(Member member, Reply.Running running) {
    var place = workforce.place(member.incarnation.worker());
    if (!member.isUnlimited() && place != null) {
      kill(place, member, "task " + running.task() + " does not stop", Blame.OUTSIDE);
    }
  }

  private void onGone(Incarnation gone, Departure why, Starts starts) {
    var place = workforce.place(gone.worker());
    if (place == null) {
      return;
    }
    lastDeparture = gone + ": " + why.detail();
    switch (place.state()) {
      case State.Serving(Member member) -> {
        if (member.incarnation.equals(gone)) {
          boolean fruitful = bearsFruit(member, why);
          lose(place, member, why, starts, State.Ending.of(gone.number()));
          fillAgain(place, gone.number(), fruitful);
        }
      }
      case State.Expected(int number) -> {
        if (gone.number() >= number) {
          fillAgain(place, gone.number(), false);
        }
      }
      case State.Ending(int number, var undecided, _) -> {
        if (gone.number() == number) {
          undecided.ifPresent(member -> losses.settle(member, why, starts, decisions));
          fillAgain(place, number, true);
        }
      }
      case State.Reserve _, State.Vacant _ -> {}
    }
  }

  // A death that is charged in full to a task is bounded by what the task can be charged with.
  private static boolean bearsFruit(Member member, Departure why) {
    return member.settledTasks > 0
        || (Losses.findsCulprits(why.blame()) && !member.flights().isEmpty());
  }

  private void lose(Place place, Member member, Departure why, Starts starts, State next) {
    losses.settle(member, why, starts, decisions);
    workforce.leave(place, member, next);
  }

  private void fillAgain(Place place, int number, boolean fruitful) {
    if (place.isClosing()) {
      place.keepInReserve(number);
      return;
    }
    if (!fruitful) {
      place.countFruitless(now);
    }
    Optional<Duration> pause =
        phase instanceof RunPhase.Running
            ? place.pause(limits.respawnLimit(), limits.respawnWindow(), now)
            : Optional.empty();
    if (pause.isEmpty()) {
      place.become(new State.Vacant(number, lastDeparture));
      return;
    }
    place.become(new State.Expected(number + 1));
    decisions.add(new Replace(place.worker(), number + 1, pause.get()));
  }

  // Until it is gone it may start more of what it holds, so what may start once only waits for
  // that.
  private void kill(Place place, Member member, String reason, Blame blame) {
    decisions.add(new Kill(member.incarnation, reason));
    losses.settleRepeatable(member, new Departure(blame, reason), decisions);
    Optional<Member> undecided =
        member.flights().isEmpty() ? Optional.empty() : Optional.of(member);
    workforce.leave(place, member, new State.Ending(member.incarnation.number(), undecided, now));
  }

  private void onTick() {
    loseSilent();
    workforce.places().forEach(this::decideWithoutWord);
    workforce.serving().stream()
        .filter(member -> member.unacknowledged > 0)
        .forEach(this::acknowledge);
    if (now - beatNanos >= limits.beat().toNanos() || round == 0) {
      beatNanos = now;
      round++;
      workforce.serving().forEach(this::beat);
    }
    if (phase instanceof RunPhase.Running && headcount != null) {
      headcount.grow(now, decisions);
      headcount.idle(now).ifPresent(this::letGo);
    }
  }

  private void letGo(Member member) {
    var place = workforce.place(member.incarnation.worker());
    if (place != null) {
      place.closeAfterwards();
      member.retiresFor = "has had nothing to do";
      send(member.incarnation, new Request.Drain());
    }
  }

  private void beat(Member member) {
    send(member.incarnation, new Request.Beat(epoch, round));
    boolean drains = phase instanceof RunPhase.Draining && !member.flights().isEmpty();
    if (drains || member.retiresFor != null) {
      send(member.incarnation, new Request.Drain());
    }
  }

  private void loseSilent() {
    long lease = limits.lease().toNanos();
    if (lease == 0) {
      return;
    }
    for (var place : workforce.places()) {
      if (place.state() instanceof State.Serving(Member member)
          && now - member.heardNanos > lease + lease / 10) {
        long silentMillis = (now - member.heardNanos) / 1_000_000;
        kill(place, member, "not heard of for " + silentMillis + " ms", Blame.UNKNOWN);
      }
    }
  }

  /** The end of a worker has not been told for too long: all that it held may have started. */
  private void decideWithoutWord(Place place) {
    if (place.state() instanceof State.Ending(int number, var undecided, long sinceNanos)
        && undecided.isPresent()
        && now - sinceNanos > limits.deadlineGrace().toNanos()) {
      var departure = new Departure(Blame.UNKNOWN, "was to be ended, and has not been heard of");
      losses.settle(undecided.get(), departure, new Starts.Untold(), decisions);
      place.become(State.Ending.of(number));
    }
  }

  private void drain(End end, String reason) {
    if (phase instanceof RunPhase.Running) {
      phase = new RunPhase.Draining(end, reason);
      for (var member : workforce.serving()) {
        send(member.incarnation, new Request.Drain());
      }
    }
  }

  private void cancel(End end, String reason) {
    if (phase instanceof RunPhase.Cancelling) {
      return;
    }
    phase = new RunPhase.Cancelling(end, reason, now + limits.cancelGrace().toNanos());
    for (var member : workforce.serving()) {
      member.flights().forEach(flight -> sendCancel(member, flight));
    }
  }

  private void sendCancel(Member member, Flight flight) {
    flight.cancelledRound = round;
    var reason = phase instanceof RunPhase.Cancelling cancelling ? cancelling.reason() : "";
    send(member.incarnation, new Request.Cancel(flight.request.batch(), reason));
  }

  private void onTaskCancelled(ScheduleEvent.TaskCancelled cancelled) {
    var task = cancelled.task();
    var stage = backlog.find(task.stage()).orElse(null);
    if (stage == null) {
      return;
    }
    if (!withdraw(stage, task.index(), cancelled.reason())) {
      cancelWhereItIs(
          stage, task.index(), new Flight.Unwanted(cancelled.reason(), cancelled.reach()));
    }
  }

  /** Answers whether the task was with no worker; then that was its end. */
  private boolean withdraw(StageBacklog stage, long index, String reason) {
    var attempt = backlog.withdraw(stage, index);
    attempt.ifPresent(number -> {
      settlement.countWithdrawn(stage);
      var task = new TaskId(stage.number(), index);
      decisions.add(new Decision.Withdraw(task, number, reason));
    });
    return attempt.isPresent();
  }

  private void cancelWhereItIs(StageBacklog stage, long index, Flight.Unwanted unwanted) {
    for (var member : workforce.holding()) {
      for (var flight : member.flights()) {
        if (flight.stage == stage && flight.unended.contains(index)) {
          flight.unwanted.merge(index, unwanted, Flight.Unwanted::further);
          sendCancel(member, flight, index, unwanted);
          return;
        }
      }
    }
  }

  private void sendCancel(Member member, Flight flight, long index, Flight.Unwanted unwanted) {
    flight.unwantedRound = round;
    boolean interrupt = unwanted.reach() != Reach.UNSTARTED;
    send(
        member.incarnation,
        new Request.CancelTask(flight.request.batch(), index, unwanted.reason(), interrupt));
  }

  private void onSubmissionsEnded() {
    accepting = false;
    backlog.stages().forEach(backlog::close);
  }

  /** What follows from the event, whatever it was. */
  private void goOn() {
    countCommits();
    stragglers.stopDoubled(round, decisions);
    backlog.wakeDue(now);
    backlog.openStages();
    backlog.takeForgotten().forEach(this::tellForgotten);
    if (phase instanceof RunPhase.Running) {
      failures.verdict().ifPresent(this::giveUp);
    }
    if (isOverdue() && !backlog.isDone()) {
      cancel(End.OVERDUE, overdue());
    }
    switch (phase) {
      case RunPhase.Running() -> {
        if (!finishIfDone()) {
          if (mayHandOut && !uptake.isFull()) {
            dispatch.handOut(round, now, decisions);
            revocation.takeBack(round, decisions);
            if (limits.lease().isPositive() && stragglers.startAgain(round, now, decisions)) {
              dispatch.handOut(round, now, decisions);
            }
          }
          finishIfStalled();
        }
      }
      case RunPhase.Draining(End end, String reason) -> {
        if (!finishIfDone() && workforce.holdsNothing()) {
          var left =
              Counted.of(backlog.unsettledTasks(), "task was", "tasks were") + " not started";
          finish(end, reason.isEmpty() ? left : reason + "; " + left);
        }
      }
      case RunPhase.Cancelling(End end, String reason, long untilNanos) -> {
        if (workforce.holdsNothing() || now >= untilNanos) {
          finish(end, reason);
        }
      }
      case RunPhase.Finished() -> {}
    }
  }

  private void countCommits() {
    for (var decision : decisions) {
      if (decision instanceof Decision.Commit commit) {
        uptake.committed(commit);
      }
    }
  }

  private void giveUp(FailureLimit.Verdict verdict) {
    switch (verdict.running()) {
      case STOP -> cancel(verdict.end(), verdict.reason());
      case FINISH -> drain(verdict.end(), verdict.reason());
    }
  }

  private void tellForgotten(int stage) {
    for (var member : workforce.serving()) {
      if (member.forgets(stage)) {
        send(member.incarnation, new Request.ForgetStage(stage));
      }
    }
  }

  private boolean isOverdue() {
    return plan.deadline().isPresent() && now - startNanos >= plan.deadline().get().toNanos();
  }

  private String overdue() {
    return "the run's deadline of %s has passed; %d of %s had not ended"
        .formatted(
            plan.shownDeadline(), backlog.unsettledTasks(), Counted.of(backlog.tasks(), "task"));
  }

  private boolean finishIfDone() {
    if (accepting || !backlog.isDone()) {
      return false;
    }
    long failed = backlog.plannedFailures();
    if (failed == 0) {
      finish(End.COMPLETED, "");
    } else {
      finish(
          End.FAILED,
          failed + " of " + Counted.of(backlog.tasks(), "task") + " failed" + withheld());
    }
    return true;
  }

  private String withheld() {
    var names =
        backlog.withheld().stream()
            .map(stage -> stage.planned().spec().name())
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : "; not started because of that: " + names;
  }

  private void finishIfStalled() {
    if (workforce.isGivenUp()) {
      finish(
          End.STALLED,
          Counted.of(backlog.unsettledTasks(), "task is", "tasks are")
              + " left, but every worker ended too often without a result; the last one, "
              + lastDeparture);
    }
  }

  private void finish(End end, String detail) {
    phase = new RunPhase.Finished();
    // One that says nothing would not hear that it is to end, and would be waited for.
    for (var member : workforce.serving()) {
      if (Stragglers.isSilent(member, round)) {
        decisions.add(new Kill(member.incarnation, "is not heard of as the run ends"));
      }
    }
    decisions.add(new Finish(end, detail));
  }

  private void send(Incarnation to, Request request) {
    decisions.add(new Send(to, request));
  }
}
