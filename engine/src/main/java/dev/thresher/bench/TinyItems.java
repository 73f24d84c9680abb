package dev.thresher.bench;

import dev.thresher.api.Mapping;
import dev.thresher.bench.Trial.Reading;
import dev.thresher.model.BackendKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** W1b: the tasks of W1 through {@code map}. Pools without a map are given a task for each item. */
final class TinyItems implements Contest {
  private static final int OUTSTANDING = 10_000;
  private static final int ITEMS = 1_000_000;
  private static final int IN_CHUNKS = 8_000_000;
  private static final int CHUNK = 1_000;
  private static final int TASKS = 1_000_000;

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
      trials.add(inChunks(parties, scale));
    }
    if (parties.has(BackendKind.THREADS)) {
      trials.add(jdk(parties, Yardstick.JDK_FIXED, scale));
    }
    if (parties.has(BackendKind.VIRTUAL_THREADS)) {
      trials.add(jdk(parties, Yardstick.JDK_VIRTUAL, scale));
    }
    if (parties.has(BackendKind.PROCESSES)) {
      parties
          .python()
          .ifPresent(python ->
              trials.add(() ->
                  Map.of(
                      Reading.of(Yardstick.MP_POOL, Metric.ITEMS),
                      python.map(Yardstick.MP_POOL, scale.count(ITEMS)))));
    }
    return trials;
  }

  private static Trial ours(Parties parties, BackendKind backend, Scale scale) throws Exception {
    var pool = parties.ours(backend);
    int items = scale.count(ITEMS);
    return () ->
        Map.of(
            Reading.ours(backend, Metric.ITEMS),
            perSecond(pool.map(LongStream.range(0, items).boxed(), BenchTasks::plusOne), items));
  }

  /** Asked for by the caller: on threads each item is a task of its own without it. */
  private static Trial inChunks(Parties parties, Scale scale) throws Exception {
    var pool = parties.ours(BackendKind.THREADS);
    int items = scale.count(IN_CHUNKS);
    var inChunks = Reading.ours(BackendKind.THREADS, Metric.ITEMS_IN_CHUNKS);
    return () ->
        Map.of(
            inChunks,
            perSecond(
                pool.map(LongStream.range(0, items).boxed(), BenchTasks::plusOne).chunk(CHUNK),
                items));
  }

  private static double perSecond(Mapping<Long, Long> mapping, int items) {
    long started = System.nanoTime();
    long index = 0;
    for (long result : mapping) {
      WrongResults.check(index, result, index + 1);
      index++;
    }
    WrongResults.check(index, index, items);
    return items / Elapsed.secondsSince(started);
  }

  private static Trial jdk(Parties parties, Yardstick kind, Scale scale) {
    var pool = parties.jdk(kind);
    int tasks = scale.count(TASKS);
    return () -> {
      double tasksPerSecond =
          TinyTasks.perSecond(
              value -> pool.submit(() -> BenchTasks.plusOne(value)), tasks, OUTSTANDING);
      return Map.of(
          Reading.of(kind, Metric.ITEMS), tasksPerSecond,
          Reading.of(kind, Metric.ITEMS_IN_CHUNKS), tasksPerSecond);
    };
  }
}
