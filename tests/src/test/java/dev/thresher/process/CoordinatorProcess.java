package dev.thresher.process;

import static dev.thresher.process.FleetUnderTest.first;

import dev.thresher.protocol.Reply;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A coordinator to be killed: prints the pids of its two workers and waits. */
final class CoordinatorProcess {
  private CoordinatorProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (var fleet = new FleetUnderTest(Path.of(arguments[0]), 2)) {
      fleet.awaitReply(first(1), Reply.Beating.class);
      fleet.awaitReply(first(2), Reply.Beating.class);
      System.out.println(fleet.pid(first(1)) + " " + fleet.pid(first(2)));
      new CountDownLatch(1).await();
    }
  }
}
