package dev.thresher.api;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Tiny tasks submitted one by one as futures, 10,000 outstanding, all results checked: threads of
 * this library against the JDK's fixed pool, in turns in one run. Prints futures per second, the
 * ratio of medians, and bytes a waiting task. Not a test: run main.
 */
final class SubmitSpeed {
  private static final int WORKERS = 2;
  private static final int TASKS = 2_000_000;
  private static final int OUTSTANDING = 10_000;
  private static final int ROUNDS = 9;

  private SubmitSpeed() {}

  public static void main(String[] arguments) throws Exception {
    var ours = new double[ROUNDS];
    var jdk = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      double mine;
      double theirs;
      try (var pool = Thresher.threads(WORKERS)) {
        mine = futuresPerSecond(pool);
      }
      try (var pool = Executors.newFixedThreadPool(WORKERS)) {
        theirs = futuresPerSecond(pool);
      }
      System.out.printf(Locale.ROOT, "%.2f M/s  JDK %.2f M/s%n", mine / 1e6, theirs / 1e6);
      if (round >= 0) {
        ours[round] = mine;
        jdk[round] = theirs;
      }
    }
    Arrays.sort(ours);
    Arrays.sort(jdk);
    System.out.printf(Locale.ROOT, "median ratio %.2f%n", ours[ROUNDS / 2] / jdk[ROUNDS / 2]);
    try (var pool = Thresher.threads(WORKERS)) {
      System.out.println("bytes a waiting task: " + bytesAWaitingTask(pool));
    }
    try (var pool = Executors.newFixedThreadPool(WORKERS)) {
      System.out.println("JDK: " + bytesAWaitingTask(pool));
    }
  }

  private static double futuresPerSecond(ExecutorService pool) throws Exception {
    var window = new ArrayDeque<Future<Long>>();
    long started = System.nanoTime();
    long sum = 0;
    for (long i = 0; i < TASKS; i++) {
      long value = i;
      window.add(pool.submit(() -> value + 1));
      if (window.size() >= OUTSTANDING) {
        sum += window.remove().get();
      }
    }
    for (var future : window) {
      sum += future.get();
    }
    if (sum != (long) TASKS * (TASKS + 1) / 2) {
      throw new IllegalStateException("wrong sum: " + sum);
    }
    return TASKS / ((System.nanoTime() - started) / 1e9);
  }

  private static long bytesAWaitingTask(ExecutorService pool) throws Exception {
    var hold = new CountDownLatch(1);
    for (int i = 0; i < WORKERS; i++) {
      pool.execute(() -> {
        try {
          hold.await();
        } catch (InterruptedException stop) {
          Thread.currentThread().interrupt();
        }
      });
    }
    long before = used();
    for (long i = 0; i < 1_000_000; i++) {
      long value = i;
      pool.submit(() -> value + 1);
    }
    long after = used();
    hold.countDown();
    return (after - before) / 1_000_000;
  }

  private static long used() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
