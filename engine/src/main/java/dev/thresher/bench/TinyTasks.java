package dev.thresher.bench;

import dev.thresher.bench.Trial.Reading;
import dev.thresher.model.BackendKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** W1: a long in, the next one out, as futures of their own. */
final class TinyTasks implements Contest {
  private static final int OUTSTANDING = 10_000;
  private static final int IN_MEMORY = 1_000_000;
  private static final int ACROSS_PROCESSES = 200_000;
  private static final int RAW_SINGLE = 50_000;
  private static final int RAW_BATCHED = 20_000_000;
  private static final int CPYTHON = 10_000;
  private static final int HAZELCAST = 100_000;

  @Override
  public WarmUp warmUp() {
    return WarmUp.UNTIL_COMPILED;
  }

  @Override
  public List<Trial> trials(Parties parties, Scale scale) throws Exception {
    var trials = new ArrayList<Trial>();
    for (var backend : parties.backends()) {
      trials.add(ours(parties, backend, scale));
    }
    if (parties.has(BackendKind.THREADS)) {
      trials.add(jdk(parties, Yardstick.JDK_FIXED, scale));
      trials.add(jdk(parties, Yardstick.FORK_JOIN, scale));
    }
    if (parties.has(BackendKind.VIRTUAL_THREADS)) {
      trials.add(jdk(parties, Yardstick.JDK_VIRTUAL, scale));
    }
    if (parties.has(BackendKind.PROCESSES)) {
      addPeers(trials, parties, scale);
    }
    return trials;
  }

  private static Trial ours(Parties parties, BackendKind backend, Scale scale) throws Exception {
    var pool = parties.ours(backend);
    int tasks = scale.count(backend.sharesMemory() ? IN_MEMORY : ACROSS_PROCESSES);
    return () ->
        Map.of(
            Reading.ours(backend, Metric.FUTURES),
            perSecond(value -> pool.submit(BenchTasks::plusOne, value), tasks, OUTSTANDING));
  }

  private static Trial jdk(Parties parties, Yardstick kind, Scale scale) {
    ExecutorService pool = parties.jdk(kind);
    int tasks = scale.count(IN_MEMORY);
    return () ->
        Map.of(
            Reading.of(kind, Metric.FUTURES),
            perSecond(value -> pool.submit(() -> BenchTasks.plusOne(value)), tasks, OUTSTANDING));
  }

  private static void addPeers(List<Trial> trials, Parties parties, Scale scale) throws Exception {
    var raw = new RawNumbers(parties.raw());
    trials.add(() ->
        Map.of(
            Reading.of(Yardstick.RAW_SINGLE, Metric.FUTURES),
            raw.single(scale.count(RAW_SINGLE), OUTSTANDING),
            Reading.of(Yardstick.RAW_BATCHED, Metric.FUTURES),
            raw.batched(scale.count(RAW_BATCHED), OUTSTANDING)));
    parties
        .python()
        .ifPresent(python ->
            trials.add(() ->
                Map.of(
                    Reading.of(Yardstick.MP_POOL, Metric.FUTURES),
                    python.futures(Yardstick.MP_POOL, scale.count(CPYTHON), OUTSTANDING))));
    if (parties.peers().start(Yardstick.HAZELCAST) instanceof Peers.Start.By(var command)) {
      var hazelcast = parties.kept(PeerProgram.start(Yardstick.HAZELCAST, command));
      trials.add(() ->
          Map.of(
              Reading.of(Yardstick.HAZELCAST, Metric.FUTURES),
              hazelcast.futures(scale.count(HAZELCAST), OUTSTANDING)));
    }
  }

  /**
   * Tasks a second.
   *
   * @throws WrongResults if any of them gave something else than the next number
   */
  static double perSecond(LongFunction<Future<Long>> submit, int tasks, int outstanding)
      throws Exception {
    var window = new ArrayDeque<Future<Long>>(outstanding);
    long started = System.nanoTime();
    long checked = 0;
    for (long task = 0; task < tasks; task++) {
      if (window.size() == outstanding) {
        WrongResults.check(checked, window.remove().get(), checked + 1);
        checked++;
      }
      window.add(submit.apply(task));
    }
    for (; checked < tasks; checked++) {
      WrongResults.check(checked, window.remove().get(), checked + 1);
    }
    return tasks / Elapsed.secondsSince(started);
  }
}
