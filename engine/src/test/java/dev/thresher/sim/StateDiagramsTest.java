package dev.thresher.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The diagrams of docs/states.md are what simulated runs do: each arrow has been seen by an
 * observer of all machines, and none that was seen is missing.
 */
class StateDiagramsTest {
  private static final int SEEDS = 1_000;
  private static final Path PAGE = Path.of("..", "docs", "states.md");
  private static final String START = "[*]";

  /** The arrows of one diagram, drawn once each. */
  private static final class Arrows {
    private final TreeSet<String> lines = new TreeSet<>();

    void add(String from, String to, String label) {
      lines.add("  %s --> %s: %s".formatted(from, to, label));
    }

    String drawn() {
      return "```mermaid\nstateDiagram-v2\n" + String.join("\n", lines) + "\n```\n";
    }
  }

  /** The tasks of one run, as the coordinator's decisions show them. */
  private static final class Tasks {
    private static final String WAITING = "waiting";
    private static final String HELD = "held";
    private static final String LEFT = "left_behind";

    private final Arrows arrows;
    private final Map<TaskId, Incarnation> holders = new HashMap<>();
    private final Set<TaskId> left = new HashSet<>();
    private final Set<List<Record>> sent = new HashSet<>();

    Tasks(Arrows arrows) {
      this.arrows = arrows;
    }

    void on(Happening happening) {
      switch (happening) {
        case Happening.Dispatched(_, var worker, var batch, var tasks, _) -> {
          // One that is sent again, as it may not have come, changes nothing.
          if (sent.add(List.of(worker, batch))) {
            onDispatched(worker, tasks);
          }
        }
        case Happening.Retried(_, var task, _, var outcome) -> onRetried(task, outcome);
        case Happening.Committed(_, var task, _, _, var outcome) ->
            go(task, ended(outcome), "its end counts");
        case Happening.Withdrawn(_, var task, _, _) ->
            go(task, "cancelled", "cancelled, nobody has it");
        case Happening.Reported(_, _, Reply.Returned(_, _, _, var tasks)) ->
            tasks.ifPresent(range -> all(range).forEach(this::onReturned));
        case Happening.ToldGone(_, var worker) -> leaveBehind(worker);
        case Happening.Killed(_, var worker, _) -> leaveBehind(worker);
        default -> {}
      }
    }

    private static List<TaskId> all(TaskRange range) {
      return LongStream.range(range.from(), range.until())
          .mapToObj(index -> new TaskId(range.stage(), index))
          .toList();
    }

    private String state(TaskId task) {
      return left.contains(task) ? LEFT : holders.containsKey(task) ? HELD : WAITING;
    }

    private void go(TaskId task, String to, String label) {
      arrows.add(state(task), to, label);
      holders.remove(task);
      left.remove(task);
    }

    private void onDispatched(Incarnation worker, TaskRange tasks) {
      for (var task : all(tasks)) {
        go(task, HELD, "handed out");
        holders.put(task, worker);
      }
    }

    private void onReturned(TaskId task) {
      if (state(task).equals(HELD)) {
        go(task, WAITING, "given back, not started");
      }
    }

    private void onRetried(TaskId task, Outcome outcome) {
      if (!(outcome instanceof Outcome.Lost)) {
        go(task, WAITING, "failed, tries are left");
      } else if (state(task).equals(HELD)) {
        go(task, WAITING, "its worker is slow or silent");
      } else {
        go(task, WAITING, "may have been running");
      }
    }

    private void leaveBehind(Incarnation worker) {
      holders.forEach((task, holder) -> {
        if (holder.equals(worker) && left.add(task)) {
          arrows.add(HELD, LEFT, "its worker is given up or gone");
        }
      });
    }

    private static String ended(Outcome outcome) {
      return switch (outcome) {
        case Outcome.Completed _ -> "completed";
        case Outcome.Failed _ -> "failed";
        case Outcome.TimedOut _ -> "timed_out";
        case Outcome.Cancelled _ -> "cancelled";
        case Outcome.Lost _ -> "lost";
      };
    }
  }

  /** The incarnations of one run. */
  private static final class Workers {
    private final Arrows arrows;
    private final Map<Incarnation, String> states = new HashMap<>();

    Workers(Arrows arrows) {
      this.arrows = arrows;
    }

    void on(Happening happening) {
      switch (happening) {
        case Happening.SentFor(_, var worker, _) ->
            go(worker, "starting", "a place is to be filled");
        case Happening.Came(_, var worker) -> go(worker, "registering", "its process is up");
        case Happening.Welcomed(_, var worker) -> welcome(worker);
        case Happening.Killed(_, var worker, _) -> giveUp(worker);
        case Happening.Died(_, var worker, _) -> go(worker, "dead", "its process ends");
        case Happening.ToldGone(_, var worker) -> go(worker, "gone", "the coordinator hears of it");
        default -> {}
      }
    }

    // Said again to whoever registers again, and to one that has died meanwhile.
    private void welcome(Incarnation worker) {
      if (state(worker).equals("registering")) {
        go(worker, "serving", "the coordinator knows it");
      }
    }

    private void giveUp(Incarnation worker) {
      if (!state(worker).equals("given_up")) {
        go(worker, "given_up", "the coordinator ends it");
      }
    }

    private String state(Incarnation worker) {
      return states.getOrDefault(worker, START);
    }

    private void go(Incarnation worker, String to, String label) {
      arrows.add(state(worker), to, label);
      states.put(worker, to);
    }
  }

  @Test
  void thePageShowsWhatTasksAndWorkersDo() throws IOException {
    var tasks = new Arrows();
    var workers = new Arrows();
    for (long seed = 1; seed <= SEEDS; seed++) {
      var ofTasks = new Tasks(tasks);
      var ofWorkers = new Workers(workers);
      for (var happening : Simulation.seed(seed).run()) {
        ofTasks.on(happening);
        ofWorkers.on(happening);
      }
    }
    assertThat(Files.readString(PAGE)).contains(tasks.drawn(), workers.drawn());
  }
}
