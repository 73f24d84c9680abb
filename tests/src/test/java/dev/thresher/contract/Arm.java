package dev.thresher.contract;

import dev.thresher.api.Thresher;
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
  THREADS(Thresher::threads, true, false),
  VIRTUAL_THREADS(_ -> Thresher.virtualThreads(), false, false),
  VIRTUAL_THREADS_WITH_LIMIT(n -> Thresher.builder().virtualThreads(n).open(), true, false),
  JDK_FIXED_POOL(Executors::newFixedThreadPool, true, false),
  JDK_VIRTUAL_THREADS(_ -> Executors.newVirtualThreadPerTaskExecutor(), false, false);

  private final IntFunction<ExecutorService> opening;

  /** Whether tasks wait in a queue while all workers are busy. */
  final boolean queues;

  /** Whether tasks, arguments and results are copied. */
  final boolean copies;

  Arm(IntFunction<ExecutorService> opening, boolean queues, boolean copies) {
    this.opening = opening;
    this.queues = queues;
    this.copies = copies;
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
    return sharing().filter(arm -> arm.queues);
  }

  static Stream<Arm> ours() {
    return all().filter(Arm::isOurs);
  }

  static Stream<Arm> oursSharing() {
    return sharing().filter(Arm::isOurs);
  }
}
