package dev.thresher.sim;

import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.task.Backoff;
import dev.thresher.task.RetryOn;
import dev.thresher.task.WorkerShare;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws how tasks of a stage are run: what is retried, how many run at once, which go first. From a
 * seed of its own, so that all other draws of a scenario stay what they are.
 */
final class ControlDraw {
  private static final List<RetryOn> CAUSES =
      List.of(
          new RetryOn(true, false, List.of(), List.of()),
          new RetryOn(false, true, List.of(), List.of()),
          new RetryOn(false, false, List.of(TaskModel.FLAKY), List.of()),
          new RetryOn(false, true, List.of(TaskModel.TROUBLE), List.of()),
          new RetryOn(true, true, List.of(), List.of(TaskModel.BROKEN)));

  private final SplittableRandom random;
  private final int slots;

  /**
   * @param slots of all workers
   */
  ControlDraw(long seed, int stage, int slots) {
    this.random = new SplittableRandom(seed ^ 0x436f6e74L * (stage + 1));
    this.slots = slots;
  }

  /**
   * @param limitable whether it may be forbidden that some of its tasks run at once
   */
  PlannedStage draw(PlannedStage stage, boolean limitable) {
    var retry = retry(stage.retry());
    boolean limited = random.nextInt(4) == 0;
    int most = 1 + random.nextInt(Math.min(2 * slots, 64));
    int priority = random.nextInt(3) == 0 ? random.nextInt(5) - 2 : 0;
    var share = new WorkerShare(limited && limitable ? most : WorkerShare.UNLIMITED, priority);
    return new PlannedStage(
        stage.spec(),
        stage.size(),
        stage.dependence(),
        retry,
        stage.onError(),
        share,
        stage.combination(),
        stage.output());
  }

  private RetryPolicy retry(RetryPolicy usual) {
    if (random.nextBoolean()) {
      return usual;
    }
    var initial = usual.backoff().initial();
    var maximum = initial.plus(Duration.ofMillis(random.nextInt(20_000)));
    var backoff = new Backoff(initial, 1 + 3 * random.nextDouble(), maximum);
    return new RetryPolicy(
        usual.afterFailure(),
        usual.afterLoss(),
        backoff,
        CAUSES.get(random.nextInt(CAUSES.size())));
  }
}
