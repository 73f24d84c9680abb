package dev.thresher.sim;

import dev.thresher.journal.Entry;
import dev.thresher.journal.Entry.StageOpened;
import dev.thresher.journal.Replay;
import dev.thresher.journal.Resumption;
import dev.thresher.journal.Resumption.Retries;
import dev.thresher.journal.RunState;
import dev.thresher.journal.StageIdentity;
import dev.thresher.model.Bytes;
import dev.thresher.model.RunId;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.PlannedStage;
import dev.thresher.schedule.Decision;
import dev.thresher.sim.SimulatedDisk.Conduct;
import dev.thresher.task.Semantics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A run with a ledger whose coordinator dies time and again, or whose disk fails, and which is gone
 * on with each time: the shipped commit rule, ledger state and resumption around the shipped
 * scheduler. One seed gives one history of all lives.
 */
public final class DurableRun {
  private static final int MOST_LIVES = 5;
  private static final Set<Decision.End> FOR_GOOD =
      Set.of(Decision.End.COMPLETED, Decision.End.FAILED);
  private static final long MILLISECOND = 1_000_000;

  /**
   * What happened in one life.
   *
   * @param found what the next one finds of its entries
   * @param diskFailedAt by which a life ends without result, whatever its schedule says
   */
  record Past(List<Happening> history, List<Entry> found, OptionalLong diskFailedAt) {
    Past {
      history = List.copyOf(history);
      found = List.copyOf(found);
    }

    /** How it came to an end of its own. */
    Optional<Decision.End> end() {
      if (diskFailedAt.isPresent()) {
        return Optional.empty();
      }
      return history.stream()
          .filter(Happening.Finished.class::isInstance)
          .map(finished -> ((Happening.Finished) finished).end())
          .findFirst();
    }
  }

  private final Scenario scenario;
  private final SplittableRandom random;
  private final int lives;
  private final List<Entry> ledger = new ArrayList<>();
  private final DurableChecker checker;
  private final List<List<Happening>> histories = new ArrayList<>();

  private DurableRun(long seed) {
    this.scenario = ScenarioDraw.planned(seed);
    this.random = new SplittableRandom(seed ^ 0x4c656467L);
    this.lives = 1 + random.nextInt(MOST_LIVES);
    this.checker = new DurableChecker(scenario);
  }

  /**
   * Runs the seed and judges it.
   *
   * @return empty if every promise was kept; otherwise lines that name the seed
   */
  public static List<String> violations(long seed) {
    var run = new DurableRun(seed);
    try {
      run.live();
    } catch (RuntimeException broken) {
      run.checker.violations().add(broken + " at " + List.of(broken.getStackTrace()));
    }
    return run.checker.violations().stream()
        .map(violation -> "DurableRun.violations(" + seed + "L): " + violation)
        .toList();
  }

  /** What happens in each life of the run that belongs to a seed. */
  static List<List<Happening>> histories(long seed) {
    var run = new DurableRun(seed);
    run.live();
    return run.histories;
  }

  private void live() {
    ledger.add(new Entry.RunOpened(new RunId("simulated"), "simulated", "simulated", 0));
    for (int life = 1; life <= lives; life++) {
      boolean isLast = life == lives;
      var past = live(life, isLast);
      histories.add(past.history());
      ledger.addAll(past.found());
      checker.looksAt(past, state());
      if (past.end().filter(FOR_GOOD::contains).isPresent()) {
        break;
      }
    }
    checker.looksBack();
  }

  private Past live(int life, boolean isLast) {
    var before = state();
    open(before, life);
    var state = state();
    var circumstances = scenario.withSeed(scenario.seed() ^ ((long) life << 32));
    var disk = new SimulatedDisk(isLast ? Conduct.SOUND : conduct(), random.split());
    var crash = isLast ? OptionalLong.empty() : OptionalLong.of(crashAt());
    var simulation =
        Simulation.of(
            isLast ? circumstances.undisturbed() : circumstances,
            new Life(life, state.recovered(), earlier(state), disk, crash));
    return new Past(simulation.run(), disk.found(), disk.failedAtNanos());
  }

  private RunState state() {
    var state = new RunState();
    ledger.forEach(state::add);
    return state;
  }

  /** What each life writes down before it sends anything; that much is always on the disk. */
  private void open(RunState before, int life) {
    var stages = scenario.plan().stages();
    if (before.epoch() == 0) {
      var anew =
          stages.stream().map(stage -> new StageOpened(identity(stage), StageOpened.ANEW)).toList();
      ledger.add(epoch(life, anew));
      return;
    }
    var resumption =
        Resumption.of(
            before,
            stages.stream().map(DurableRun::now).toList(),
            Retries.NONE,
            (worker, stage, index) ->
                !scenario.limits().startsAreTold() || checker.hasBegun(worker, stage, index));
    ledger.addAll(resumption.entries(epoch(life, resumption.opened())));
  }

  private static Entry.EpochOpened epoch(int life, List<StageOpened> stages) {
    return new Entry.EpochOpened(life, 1, "simulated", 0, stages);
  }

  private static Resumption.Stage now(PlannedStage stage) {
    return new Resumption.Stage(
        identity(stage),
        before(stage.dependence()),
        Map.of(),
        stage.size(),
        stage.spec().semantics() == Semantics.AT_MOST_ONCE,
        false);
  }

  private static List<Integer> before(Dependence dependence) {
    return switch (dependence) {
      case Dependence.None(), Dependence.Submitted() -> List.of();
      case Dependence.AllOf(var stages) -> stages;
      case Dependence.RowsOf(_, var stages, _) -> stages;
    };
  }

  private static StageIdentity identity(PlannedStage stage) {
    return new StageIdentity(
        stage.spec().name(), "simulated", Bytes.EMPTY, Fields.NONE, Bytes.EMPTY, Bytes.EMPTY);
  }

  private List<Decision.Commit> earlier(RunState state) {
    var replay = new Replay(state);
    return ledger.stream()
        .flatMap(entry -> replay.on(entry).stream())
        .map(one -> new Decision.Commit(one.stage(), one.attempt(), one.by(), one.results()))
        .toList();
  }

  // Half of the disks are slow enough for much to be on its way to them at a crash.
  private Conduct conduct() {
    long force = random.nextBoolean() ? MILLISECOND : 200 * MILLISECOND;
    long full = random.nextInt(4) == 0 ? random.nextLong(2_000 * MILLISECOND) : 0;
    long until = full == 0 ? 0 : full + random.nextLong(5_000 * MILLISECOND);
    int fails = random.nextInt(6) == 0 ? 1 + random.nextInt(30) : 0;
    return new Conduct(force, full, until, fails);
  }

  private long crashAt() {
    long lasts = Math.max(MILLISECOND, scenario.plan().tasks() * scenario.tasks().grainNanos());
    return random.nextLong(700 * MILLISECOND + 2 * lasts / scenario.workers());
  }
}
