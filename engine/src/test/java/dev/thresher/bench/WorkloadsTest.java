package dev.thresher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.thresher.api.Thresher;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings.Transport;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WorkloadsTest {
  @Test
  void tinyTasksLookAtEveryResult() throws Exception {
    assertThat(TinyTasks.perSecond(value -> CompletableFuture.completedFuture(value + 1), 100, 7))
        .isPositive();
    for (long planted : new long[] {0, 50, 99}) {
      assertThatThrownBy(() ->
              TinyTasks.perSecond(
                  value -> CompletableFuture.completedFuture(value == planted ? value : value + 1),
                  100,
                  7))
          .isInstanceOf(WrongResults.class)
          .hasMessage("task " + planted + " gave " + planted + " instead of " + (planted + 1));
    }
  }

  @Test
  void roundTripsLookAtEveryResult() {
    assertThatThrownBy(() -> RoundTrips.measure(10, value -> value == 9 ? 0 : value + 1))
        .isInstanceOf(WrongResults.class)
        .hasMessage("task 9 gave 0 instead of 10");
  }

  @Test
  void percentilesAreInMicroseconds() {
    var nanos = new long[1000];
    for (int i = 0; i < 1000; i++) {
      nanos[i] = (999 - i) * 1_000L;
    }
    assertThat(RoundTrips.percentiles(nanos)).isEqualTo(new RoundTrips.Percentiles(500, 990));
  }

  @Test
  void aGrainBetweenTwoIsOnTheLineThroughThem() {
    assertThat(Grains.between(1, 0.25, 4, 1)).isCloseTo(2, within(1e-9));
    assertThat(Grains.between(8, 0.4, 16, 0.5)).isCloseTo(16, within(1e-9));
    assertThat(Grains.between(125, 0, 125, 0.9)).isEqualTo(125);
  }

  @Test
  void everyFigureOfOneJvmIsMeasuredAndNothingRunsOn() throws Exception {
    var quick =
        List.of(
            BenchWorkload.W1,
            BenchWorkload.W1B,
            BenchWorkload.W2,
            BenchWorkload.W5,
            BenchWorkload.W6);
    var lines =
        new Bench(Scale.QUICK, _ -> {})
            .run(
                quick,
                List.of(BackendKind.THREADS, BackendKind.VIRTUAL_THREADS),
                Transport.DIRECT,
                Optional.empty());
    assertThat(lines).hasSize(3 + 3 + 3 + 4);
    assertThat(lines).allSatisfy(line -> assertThat(line.ours().median()).isPositive());
    assertThat(lines).allSatisfy(line -> assertThat(line.yardstick()).isPresent());
    assertThat(lines).noneMatch(line -> line.judgement() == Judgement.Plain.MET);
  }

  @Test
  void aWrongResultOfAWorkloadIsNamedAfterIt() {
    var bench =
        new Bench(
            Scale.QUICK,
            _ -> {},
            _ ->
                (_, _) ->
                    List.of(() -> {
                      WrongResults.check(3, 5, 4);
                      return java.util.Map.of();
                    }));
    assertThatThrownBy(() ->
            bench.run(
                EnumSet.of(BenchWorkload.W2),
                List.of(BackendKind.THREADS),
                Transport.DIRECT,
                Optional.empty()))
        .isInstanceOf(WrongResults.class)
        .hasMessage("W2: task 3 gave 5 instead of 4");
  }

  @Test
  void theSecondJvmAnswersInEveryModeAndEnds() throws Exception {
    long pid;
    try (var jvm = RawJvm.start()) {
      pid = jvm.pid();
      var numbers = new RawNumbers(jvm);
      assertThat(numbers.single(1_000, 10)).isPositive();
      assertThat(numbers.batched(1_001, 10)).isPositive();
      assertThat(numbers.roundTrips(10).median()).isPositive();
    }
    ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
  }

  @Test
  void thePoolsOfPythonDoTheSameWork() throws Exception {
    var python = PythonPools.start();
    assumeThat(python).isPresent();
    try (var pools = python.orElseThrow()) {
      for (var pool : List.of(Yardstick.MP_POOL, Yardstick.PROCESS_POOL)) {
        assertThat(pools.futures(pool, 100, 10)).isPositive();
        assertThat(pools.map(pool, 100)).isPositive();
        assertThat(pools.roundTrips(pool, 10).median()).isPositive();
        assertThat(pools.blocks(pool, 1024, 10, 3)).isPositive();
      }
    }
  }

  @Test
  void theSlowServerAnswersEachRequestWithItsNumberAfterAWhileAndManyAtOnce() throws Exception {
    try (var server = SlowServer.start(300);
        var clients = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      BenchTasks.fetch(server.url(), 0);
      long started = System.nanoTime();
      var answers =
          LongStream.range(0, 100)
              .mapToObj(number -> clients.submit(() -> BenchTasks.fetch(server.url(), number)))
              .toList();
      for (int number = 0; number < 100; number++) {
        assertThat(answers.get(number).get()).isEqualTo(number);
      }
      double seconds = Elapsed.secondsSince(started);
      assertThat(seconds).isGreaterThanOrEqualTo(0.3).isLessThan(100 * 0.3);
    }
  }

  @Test
  void anExecutorThatBeginsHasAllItsWorkers() throws Exception {
    try (var pool = Thresher.threads(Parties.WORKERS)) {
      Parties.begin(pool);
      assertThat(pool.workers()).hasSize(Parties.WORKERS);
    }
  }
}
