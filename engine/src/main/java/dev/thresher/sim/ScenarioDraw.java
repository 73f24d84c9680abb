package dev.thresher.sim;

import dev.thresher.model.EngineSettings;
import dev.thresher.model.EngineSettings.Routing;
import dev.thresher.model.Halt;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Combination;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.OnError;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.protocol.Reply;
import dev.thresher.schedule.Departure.Blame;
import dev.thresher.schedule.SchedulingLimits;
import dev.thresher.schedule.Volume;
import dev.thresher.sim.Scenario.Death;
import dev.thresher.sim.Scenario.Freeze;
import dev.thresher.sim.SimulatedNetwork.Conditions;
import dev.thresher.sim.TaskModel.Spread;
import dev.thresher.task.Inputs;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Draws a scenario from a seed. About three in ten are calm, so that speed and idleness can be
 * judged; the others mix faults freely.
 */
final class ScenarioDraw {
  private static final long MICROSECOND = 1_000;
  private static final long MILLISECOND = 1_000_000;

  private final long seed;
  private final SplittableRandom random;
  private final boolean calm;
  private final int workers;
  private final int slots;
  private final long grainNanos;
  private final long size;
  private final boolean meeting;
  private final Duration deadline;

  private ScenarioDraw(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    calm = chance(0.3);
    workers = 1 + random.nextInt(6);
    slots = chance(0.08) ? Reply.UNLIMITED : chance(0.5) ? 1 : 1 + random.nextInt(4);
    grainNanos = (long) (10 * MICROSECOND * StrictMath.pow(10, 4 * random.nextDouble()));
    size = chance(0.05) ? random.nextInt(3) : 1 + random.nextInt(chance(0.2) ? 600 : 120);
    // Two tasks that wait for each other need two slots for as long as they run.
    meeting = calm && size > 2 && (slots == Reply.UNLIMITED || workers * slots > 1) && chance(0.2);
    deadline = chance(0.25) && !meeting ? Duration.ofNanos(40 * grainNanos) : Duration.ZERO;
  }

  static Scenario of(long seed) {
    return WriterDraw.orAsItIs(SessionDraw.orAsItIs(new ScenarioDraw(seed).draw()));
  }

  /** The same without submitted tasks, and without two that wait for each other. */
  static Scenario planned(long seed) {
    var base = new ScenarioDraw(seed).draw();
    return WriterDraw.orAsItIs(base.withTasks(base.tasks().withoutMeeting()));
  }

  private Scenario draw() {
    var limits = limits();
    var tasks = tasks(limits.schedule().window());
    var plan = plan();
    long lasts = Math.max(MILLISECOND, plan.tasks() * grainNanos / workers);
    boolean stops = chance(0.15) && !meeting;
    var scenario = scenario(limits, tasks, plan, lasts, stops);
    // Drawn last, so that a seed without a deadline stays the scenario that it was.
    return chance(0.1) && !meeting
        ? scenario.withDeadline(
            Duration.ofNanos(MILLISECOND + random.nextLong(600 * MILLISECOND + 2 * lasts)))
        : scenario;
  }

  private Scenario scenario(
      SchedulingLimits limits, TaskModel tasks, Plan plan, long lasts, boolean stops) {
    return new Scenario(
        seed,
        plan,
        limits,
        workers,
        slots,
        tasks,
        network(),
        MILLISECOND + random.nextLong(500 * MILLISECOND),
        !calm && chance(0.2) ? 0.3 : 0,
        !calm && chance(0.3) ? random.nextLong(60_000 * MILLISECOND) : 0,
        deaths(lasts),
        freezes(lasts, limits.lease().toNanos()),
        stops && chance(0.5) ? random.nextLong(600 * MILLISECOND + lasts) : -1,
        stops ? random.nextLong(600 * MILLISECOND + 3 * lasts) : -1,
        Optional.empty(),
        0);
  }

  private SchedulingLimits limits() {
    int batchLimit = 1 << random.nextInt(13);
    long window = chance(0.2) ? batchLimit + random.nextInt(64) : 1_000_000;
    var schedule =
        new EngineSettings.Schedule(
            Duration.ofNanos(MILLISECOND + random.nextLong(20 * MILLISECOND)),
            batchLimit,
            1 + random.nextInt(4),
            window,
            Routing.values()[random.nextInt(Routing.values().length)]);
    return new SchedulingLimits(
        schedule,
        calm && chance(0.3) ? Duration.ZERO : Duration.ofSeconds(5),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(3),
        5,
        Duration.ofSeconds(60),
        startsAreTold(),
        Volume.UNLIMITED,
        random.nextLong());
  }

  // Not of the one random: all other draws stay what they are.
  private boolean startsAreTold() {
    return new SplittableRandom(seed ^ 0x544f4c44L).nextInt(4) > 0;
  }

  private TaskModel tasks(long window) {
    var poison = new TreeSet<Long>();
    for (int i = calm || chance(0.6) ? 0 : 1 + random.nextInt(3); i > 0 && size > 0; i--) {
      poison.add(random.nextLong(size));
    }
    var spread = Spread.values()[random.nextInt(Spread.values().length)];
    return new TaskModel(
        seed,
        grainNanos,
        spread,
        chance(0.3) && !meeting ? 0.05 : 0,
        deadline.isZero() ? 0 : 0.03,
        chance(0.5) ? 0.5 : 0,
        poison,
        meeting && window > 1 ? twoNear(window) : Set.of());
  }

  // Farther apart than the window they could never run at once.
  private Set<Long> twoNear(long window) {
    long first = random.nextLong(size - 1);
    long farthest = Math.min(size - first, window) - 1;
    long second = first + 1 + (chance(0.7) || farthest < 1 ? 0 : random.nextLong(farthest));
    var pair = new TreeSet<Long>();
    pair.add(first);
    pair.add(second);
    return pair;
  }

  private Plan plan() {
    var stages = new ArrayList<PlannedStage>();
    int count = chance(0.25) ? 2 + random.nextInt(3) : 1;
    for (int number = 0; number < count; number++) {
      var controls = new ControlDraw(seed, number, slots == Reply.UNLIMITED ? 32 : workers * slots);
      stages.add(controls.draw(overRows(stage(number), stages, seed), number > 0 || !meeting));
    }
    var plan = new Plan("simulated", stages);
    return meeting ? plan : halting().map(plan::withHalt).orElse(plan);
  }

  // Not of the one random: all other draws stay what they are.
  private Optional<Halt> halting() {
    var own = new SplittableRandom(seed ^ 0x48414c54L);
    if (own.nextInt(6) > 0) {
      return Optional.empty();
    }
    Halt.Limit limit =
        own.nextBoolean()
            ? new Halt.Limit.Tasks(1 + own.nextInt(5))
            : new Halt.Limit.Share(own.nextDouble(0.5, 20));
    return Optional.of(new Halt(limit, Halt.Running.values()[own.nextInt(2)]));
  }

  /** Some of the stages that follow others learn only then how many tasks they have. */
  private static PlannedStage overRows(PlannedStage stage, List<PlannedStage> before, long seed) {
    // Not of the one random: all other draws stay what they are.
    var own = new SplittableRandom(seed ^ 0x524f5753L + stage.spec().stage());
    if (!(stage.dependence() instanceof Dependence.AllOf(var earlier)) || own.nextInt(3) == 0) {
      return stage;
    }
    int from = earlier.getFirst();
    boolean grows = before.get(from).onError() == OnError.SKIP && own.nextBoolean();
    var needed = new TreeSet<>(earlier);
    if (own.nextInt(3) == 0) {
      needed.add(own.nextInt(before.size()));
    }
    return new PlannedStage(
        stage.spec(),
        stage.size(),
        new Dependence.RowsOf(
            "table", List.copyOf(needed), grows ? OptionalInt.of(from) : OptionalInt.empty()),
        stage.retry(),
        stage.onError(),
        stage.share(),
        stage.combination(),
        stage.output());
  }

  private PlannedStage stage(int number) {
    boolean once = chance(0.15) && !meeting;
    var spec =
        new StageSpec(
            number,
            "stage-" + number,
            new TaskBody.Builtin("simulated", 1),
            Fields.NONE,
            new Inputs.Single(),
            once ? Semantics.AT_MOST_ONCE : Semantics.AT_LEAST_ONCE,
            deadline.toNanos());
    boolean follows = number > 0 && chance(0.7);
    var retry =
        chance(0.5)
            ? RetryPolicy.DEFAULT
            : new RetryPolicy(
                random.nextInt(4), random.nextInt(4), Duration.ofMillis(random.nextInt(3000)));
    return new PlannedStage(
        spec,
        number == 0 ? size : random.nextInt(60),
        follows ? new Dependence.AllOf(random.nextInt(number)) : new Dependence.None(),
        retry,
        OnError.values()[random.nextInt(OnError.values().length)],
        new Combination.Table(),
        Optional.empty());
  }

  private Conditions network() {
    long latency = chance(0.5) ? 50 * MICROSECOND : random.nextLong(5 * MILLISECOND);
    if (calm) {
      return new Conditions(latency, chance(0.5) ? 0 : latency / 4, 0, 0, false);
    }
    long jitter = random.nextLong(20 * MILLISECOND);
    double drop = chance(0.5) ? 0 : 0.4 * random.nextDouble();
    double duplicate = chance(0.5) ? 0 : 0.4 * random.nextDouble();
    return new Conditions(latency, jitter, drop, duplicate, chance(0.5));
  }

  private List<Death> deaths(long lasts) {
    var deaths = new ArrayList<Death>();
    int count = calm || chance(0.4) ? 0 : 1 + random.nextInt(chance(0.2) ? 30 : 4);
    for (int i = 0; i < count; i++) {
      var blame = chance(0.7) ? Blame.OUTSIDE : chance(0.7) ? Blame.UNKNOWN : Blame.OWN_DOING;
      deaths.add(new Death(random.nextLong(700 * MILLISECOND + 2 * lasts), place(), blame));
    }
    return deaths;
  }

  private List<Freeze> freezes(long lasts, long lease) {
    var freezes = new ArrayList<Freeze>();
    int count = calm || chance(0.6) ? 0 : 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      int who = chance(0.2) ? 0 : place();
      long nanos = chance(0.5) ? random.nextLong(lease / 2 + 1) : random.nextLong(4 * lease + 1);
      freezes.add(new Freeze(random.nextLong(700 * MILLISECOND + 2 * lasts), who, nanos));
    }
    return freezes;
  }

  private int place() {
    return 1 + random.nextInt(workers);
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }
}
