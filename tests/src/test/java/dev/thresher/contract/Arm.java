package dev.thresher.contract;

import dev.thresher.api.BackendTraits;
import dev.thresher.api.Thresher;
import dev.thresher.model.BackendKind;
import dev.thresher.scenario.TransportUnderTest;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * What the contract suite runs on. The executors of the JDK are among them, so that the suite
 * states the JDK's contract and not ours.
 */
enum Arm {
  THREADS(Thresher::threads, BackendKind.THREADS, true),
  VIRTUAL_THREADS(_ -> Thresher.virtualThreads(), BackendKind.VIRTUAL_THREADS, false),
  VIRTUAL_THREADS_WITH_LIMIT(
      n -> Thresher.builder().virtualThreads(n).open(), BackendKind.VIRTUAL_THREADS, true),
  PROCESSES(TransportUnderTest::open, BackendKind.PROCESSES, true),
  JDK_FIXED_POOL(Executors::newFixedThreadPool, BackendKind.THREADS, true),
  JDK_VIRTUAL_THREADS(
      _ -> Executors.newVirtualThreadPerTaskExecutor(), BackendKind.VIRTUAL_THREADS, false);

  private final IntFunction<ExecutorService> opening;

  /** Whether tasks wait in a queue while all workers are busy. */
  final boolean queues;

  /** Whether tasks, arguments and results are copied. */
  final boolean copies;

  /** In which ways the place may differ from others. */
  final BackendTraits traits;

  Arm(IntFunction<ExecutorService> opening, BackendKind backend, boolean queues) {
    this.opening = opening;
    this.queues = queues;
    this.traits = BackendTraits.of(backend);
    this.copies = traits.objects() == BackendTraits.Objects.COPIED;
  }

  ExecutorService open(int workers) {
    return opening.apply(workers);
  }

  boolean isOurs() {
    return !name().startsWith("JDK");
  }

  Thresher thresher(int workers) {
    return (Thresher) open(workers);
  }

  static Stream<Arm> all() {
    return Arrays.stream(values());
  }

  /** Those whose tasks may capture objects of the caller. */
  static Stream<Arm> sharing() {
    return all().filter(arm -> !arm.copies);
  }

  static Stream<Arm> queueing() {
    return all().filter(arm -> arm.queues);
  }

  /** Those with workers that a task can change for the next. */
  static Stream<Arm> threadPools() {
    return sharing().filter(arm -> arm.queues);
  }

  /** Those that start whatever is submitted. */
  static Stream<Arm> unlimited() {
    return sharing().filter(arm -> !arm.queues);
  }

  /** Those in which a task may wait for another, and might keep it from starting. */
  static Stream<Arm> oursQueueing() {
    return queueing()
        .filter(Arm::isOurs)
        .filter(arm -> arm.traits.waiting() == BackendTraits.Waiting.LENDS_ITS_PLACE);
  }

  static Stream<Arm> ours() {
    return all().filter(Arm::isOurs);
  }

  static Stream<Arm> oursSharing() {
    return sharing().filter(Arm::isOurs);
  }
}
