package dev.thresher.sim;

import dev.thresher.model.TaskId;
import dev.thresher.schedule.ScheduleEvent;
import dev.thresher.sim.Session.Cancellation;
import dev.thresher.sim.Session.Moment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Plays a session: speaks to the coordinator by the clock, and cancels by what it sees happen. */
final class SimulatedSubmitter {
  private final Session session;
  private final VirtualTime time;
  private final Consumer<ScheduleEvent> coordinator;
  private final Map<Moment, TreeMap<TaskId, List<Cancellation>>> waiting =
      new EnumMap<>(Moment.class);

  SimulatedSubmitter(Session session, VirtualTime time, Consumer<ScheduleEvent> coordinator) {
    this.session = session;
    this.time = time;
    this.coordinator = coordinator;
    for (var cancellation : session.cancellations()) {
      waiting
          .computeIfAbsent(cancellation.moment(), _ -> new TreeMap<>())
          .computeIfAbsent(cancellation.task(), _ -> new ArrayList<>())
          .add(cancellation);
    }
  }

  void begin() {
    for (var step : session.steps()) {
      time.at(step.atNanos(), () -> coordinator.accept(step.event()));
    }
  }

  void saw(Happening happening) {
    switch (happening) {
      case Happening.Submitted(_, int stage, long from, long until) ->
          plan(Moment.SUBMITTED, new TaskId(stage, from), new TaskId(stage, until));
      case Happening.Dispatched(_, _, _, var tasks, _) ->
          plan(
              Moment.SENT,
              new TaskId(tasks.stage(), tasks.from()),
              new TaskId(tasks.stage(), tasks.until()));
      case Happening.Began(_, _, var task, _) -> plan(Moment.BEGUN, task);
      case Happening.Retried(_, var task, _, _) -> plan(Moment.RETRIED, task);
      case Happening.Committed(_, var task, _, _, _) -> plan(Moment.ENDED, task);
      case Happening.Withdrawn(_, var task, _, _) -> plan(Moment.ENDED, task);
      case Happening.Came _,
          Happening.TakenIn _,
          Happening.Died _,
          Happening.ToldGone _,
          Happening.Froze _,
          Happening.Killed _,
          Happening.Welcomed _,
          Happening.Arrived _,
          Happening.Ended _,
          Happening.Reported _,
          Happening.Acknowledged _,
          Happening.SentFor _,
          Happening.Unwanted _,
          Happening.SubmissionsEnded _,
          Happening.DrainAsked _,
          Happening.CancelAsked _,
          Happening.Finished _ -> {}
    }
  }

  private void plan(Moment moment, TaskId task) {
    plan(moment, task, new TaskId(task.stage(), task.index() + 1));
  }

  private void plan(Moment moment, TaskId from, TaskId until) {
    var ofMoment = waiting.get(moment);
    if (ofMoment == null) {
      return;
    }
    var due = ofMoment.subMap(from, until);
    for (var cancellations : due.values()) {
      for (var one : cancellations) {
        var event = new ScheduleEvent.TaskCancelled(one.task(), "by the seed", one.reach());
        time.after(one.delayNanos(), () -> coordinator.accept(event));
      }
    }
    due.clear();
  }
}
