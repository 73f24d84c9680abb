package dev.thresher.execute.bodies;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts few commands in the way that is ready at once, and many in the way that is fast: linking
 * the C library costs as much as some dozen commands, which would count for the deadline of the
 * first one, so it is done in the background, and only once there are signs of many.
 */
final class WarmingSpawner implements Spawner {
  private static final int MANY = 5;

  private final AtomicInteger started = new AtomicInteger();
  private volatile Spawner current = new JdkSpawner();

  @Override
  public CommandProcess start(Order order) throws IOException {
    if (started.incrementAndGet() == MANY) {
      Thread.ofPlatform().daemon().name("command-linker").start(this::link);
    }
    return current.start(order);
  }

  private void link() {
    PosixSpawner.link().ifPresent(fast -> current = fast);
  }
}
