package dev.thresher.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.commandline.CommandLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * One run that is met by one fault.
 *
 * @param struck {@link LabHost#BIG} is the coordinator, {@link LabHost#LEFT} a worker, {@link
 *     LabHost#DESK} the run itself
 * @param seconds how long it lasts
 * @param again how often a task may be started again, all tasks together
 */
record LabCell(Fault fault, LabHost struck, int seconds, int again) {
  private static final int FLAPS = 10;
  private static final int LEASE = 15;

  /** Two and a half times what it took at most when it was measured alone. */
  private static final Duration REUNION = Duration.ofSeconds(18);

  private static final int BYTES = 2_000;
  private static final Duration OVER = Duration.ofSeconds(100);

  @Override
  public String toString() {
    return "%s %s, %d s".formatted(struck, fault, seconds);
  }

  // A fault has to be over before the run is at its end, where what a silent worker holds starts
  // again elsewhere.
  private int tasks() {
    return seconds > 10 ? 70 : 160;
  }

  private double each() {
    return seconds > 10 ? 0.5 : 0.15;
  }

  void play(LabCluster cluster, Path directory) throws Exception {
    cluster.ready();
    try (var run = new LabRun(directory, cluster, tasks(), each())) {
      run.awaitBegun(6);
      meet(cluster, run, run::awaitEnd);
      run.assertWholeAndCommittedOnce();
      assertThat(run.startedAgain()).as("tasks started again").isLessThanOrEqualTo(again);
      assertThat(run.starts().values()).as("starts of a task").allMatch(times -> times <= 2);
    }
    await("no worker of the run is left")
        .atMost(OVER)
        .until(() -> isIdle(cluster, LabHost.LEFT) && isIdle(cluster, LabHost.RIGHT));
  }

  /** What a run does after that. */
  interface After {
    void goesOn() throws Exception;
  }

  /** Meets a run that goes on, and whoever goes on with it. */
  void meet(LabCluster cluster, LabRun run, After after) throws Exception {
    try {
      strike(cluster, run);
      after.goesOn();
    } catch (Exception | AssertionError failed) {
      failed.addSuppressed(new AssertionError(said(cluster, run)));
      throw failed;
    } finally {
      heal(cluster);
    }
  }

  private static String said(LabCluster cluster, LabRun run) throws Exception {
    var text = new StringBuilder("run: ").append(run.said());
    for (var host : List.of(LabHost.BIG, LabHost.LEFT, LabHost.RIGHT)) {
      text.append('\n').append(host).append(": ").append(cluster.said(host));
    }
    return text.toString();
  }

  private static boolean isIdle(LabCluster cluster, LabHost host) throws Exception {
    var node = cluster.node(host);
    return !node.lives(0) || node.children().isEmpty();
  }

  private void heal(LabCluster cluster) throws Exception {
    cluster.network().heal();
    cluster.continueAll();
    for (var host : List.of(LabHost.BIG, LabHost.LEFT, LabHost.RIGHT)) {
      cluster.before(host).mischief(new FaultProxy.Mischief.None(), "");
    }
  }

  private void strike(LabCluster cluster, LabRun run) throws Exception {
    var network = cluster.network();
    switch (fault) {
      case CUT -> part(cluster, run, network::cut);
      case MUTE -> part(cluster, run, network::mute);
      case DEAF -> part(cluster, run, network::deafen);
      case PULLED -> part(cluster, run, network::pull);
      case FLAPS -> flap(network);
      case LOSSY -> {
        network.lose(struck, 0.3);
        pass();
        network.heal();
      }
      case THIN -> {
        network.thin(struck, "64kbit");
        pass();
        network.heal();
      }
      case DELAYED -> mischief(cluster, new FaultProxy.Mischief.Delay(500));
      case RESETS -> {
        int before = sum(cluster, FaultProxy::resets);
        mischief(cluster, new FaultProxy.Mischief.Reset(BYTES));
        assertThat(sum(cluster, FaultProxy::resets)).as("resets").isGreaterThan(before);
      }
      case FLIPS -> {
        int before = sum(cluster, FaultProxy::flips);
        mischief(cluster, new FaultProxy.Mischief.Flip(BYTES));
        assertThat(sum(cluster, FaultProxy::flips)).as("flipped bits").isGreaterThan(before);
        await("whoever reads a flipped bit refuses it")
            .atMost(LabCluster.LONG)
            .until(
                () -> sum(cluster, FaultProxy::flips) == sum(cluster, FaultProxy::brokenByFlips));
      }
      case FROZEN -> freeze(process(cluster, run), false);
      case ALL_FROZEN -> freeze(process(cluster, run), true);
      case KILLED -> kill(cluster, run);
      case DRAINED_WHILE_CUT -> drain(cluster);
    }
  }

  private interface Parting {
    void of(LabHost host) throws Exception;
  }

  private void part(LabCluster cluster, LabRun run, Parting parting) throws Exception {
    int before = reunions(cluster, run);
    parting.of(struck);
    pass();
    cluster.network().heal();
    if (seconds > LEASE) {
      await("who was parted is there again")
          .atMost(REUNION)
          .until(() -> reunions(cluster, run) > before);
    }
  }

  /** How often somebody has said that who was away for longer than a lease is there again. */
  private int reunions(LabCluster cluster, LabRun run) throws IOException {
    return struck == LabHost.DESK
        ? run.said().split("coordinator is there again", -1).length
        : cluster.said(LabHost.LEFT).split("joined again", -1).length;
  }

  private void pass() throws InterruptedException {
    TimeUnit.SECONDS.sleep(seconds);
  }

  private void flap(LabNetwork network) throws Exception {
    for (int i = 0; i < FLAPS; i++) {
      network.cut(struck);
      TimeUnit.SECONDS.sleep(1);
      network.mend(struck);
      TimeUnit.SECONDS.sleep(1);
    }
  }

  // A run has no proxy before it; those of the others look at what comes from it.
  private void mischief(LabCluster cluster, FaultProxy.Mischief mischief) throws Exception {
    for (var host : List.of(LabHost.BIG, LabHost.LEFT, LabHost.RIGHT)) {
      if (struck == host || struck == LabHost.DESK) {
        cluster.before(host).mischief(mischief, struck == host ? "" : struck.address());
      }
    }
    pass();
    for (var host : List.of(LabHost.BIG, LabHost.LEFT, LabHost.RIGHT)) {
      cluster.before(host).mischief(new FaultProxy.Mischief.None(), "");
    }
  }

  private static int sum(LabCluster cluster, ToIntFunction<FaultProxy> count) {
    return cluster.proxies().mapToInt(count).sum();
  }

  private CommandLine process(LabCluster cluster, LabRun run) {
    return struck == LabHost.DESK ? run.process() : cluster.node(struck);
  }

  private void freeze(CommandLine process, boolean withChildren) throws Exception {
    var children = withChildren ? process.children() : java.util.Set.<Long>of();
    for (long child : children) {
      signal("STOP", child);
    }
    process.signal("STOP");
    pass();
    process.signal("CONT");
    for (long child : children) {
      signal("CONT", child);
    }
  }

  private static void signal(String name, long pid) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
  }

  private void kill(LabCluster cluster, LabRun run) throws Exception {
    process(cluster, run).signal("KILL");
    pass();
    if (struck == LabHost.DESK) {
      run.resume();
    } else {
      cluster.start(struck);
    }
  }

  private void drain(LabCluster cluster) throws Exception {
    cluster.network().cut(struck);
    var left = cluster.node(LabHost.LEFT);
    left.signal("TERM");
    pass();
    cluster.network().heal();
    left.ends(143);
    cluster.start(LabHost.LEFT);
  }
}
