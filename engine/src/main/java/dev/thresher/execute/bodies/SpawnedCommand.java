package dev.thresher.execute.bodies;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A child of this process, waited for by whoever asks: handing each short command to another thread
 * costs as much as some of these do. A call into the system hears of no interruption, so it comes
 * back now and then to look; and it would keep a virtual thread's carrier. So for a virtual thread,
 * and once the wait has been interrupted, a thread of its own waits, which also makes sure that no
 * child is left unreaped.
 *
 * <p>Used by one thread; but for {@link #terminate} and {@link #kill}.
 */
final class SpawnedCommand implements CommandProcess {
  private static final int SIGNALLED = 128;
  private static final int KILL_SIGNAL = 9;
  private static final int TERMINATE_SIGNAL = 15;
  private static final int INTERRUPTED_ATTEMPTS = 100;
  private static final int BY_PID = 1; // P_PID
  private static final int EXITED_BUT_NOT_REAPED = 4 | 0x0100_0000; // WEXITED | WNOWAIT
  private static final int OPEN_PID = 434; // pidfd_open, the same number on all processors
  private static final long POLL_BYTES = 8; // int descriptor, short wanted, short happened
  private static final short POLL_READABLE = 1;
  private static final long WAITER_STACK_BYTES = 128 * 1024;

  /** From one look for an interruption to the next one, in parts of how long it has run. */
  private static final int LOOKS_PER_AGE = 8;

  private static final long LEAST_LOOK_MILLIS = 5;
  private static final long MOST_LOOK_MILLIS = 100;

  private static final ExecutorService WAITERS =
      Executors.newCachedThreadPool(
          Thread.ofPlatform()
              .daemon()
              .stackSize(WAITER_STACK_BYTES)
              .name("command-waiter-", 0)
              .factory());

  private final int pid;
  private final long startedNanos = System.nanoTime();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private boolean isWaitedForElsewhere;

  SpawnedCommand(int pid) {
    this.pid = pid;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public boolean reachesItsGroup() {
    return true;
  }

  @Override
  public boolean waitFor(long millis) throws InterruptedException {
    if (!isWaitedForElsewhere && !ended.isDone() && !Thread.currentThread().isVirtual()) {
      return waitHere(millis);
    }
    waitElsewhere();
    try {
      ended.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillRunning) {
      return false;
    } catch (ExecutionException unknown) {
      throw new IllegalStateException(unknown.getCause());
    }
  }

  private void waitElsewhere() {
    if (!isWaitedForElsewhere && !ended.isDone()) {
      isWaitedForElsewhere = true;
      WAITERS.execute(this::waitAndReap);
    }
  }

  private boolean waitHere(long millis) throws InterruptedException {
    int descriptor = CLibrary.call(CLibrary.SYSTEM_CALL, OPEN_PID, pid, 0);
    if (descriptor < 0) { // an older Linux, or no descriptor is left
      waitElsewhere();
      return waitFor(millis);
    }
    try (var arena = Arena.ofConfined()) {
      return waitOn(descriptor, millis, arena);
    } finally {
      CLibrary.call(CLibrary.CLOSE, descriptor);
    }
  }

  private boolean waitOn(int descriptor, long millis, Arena arena) throws InterruptedException {
    var poll = arena.allocate(POLL_BYTES, POLL_BYTES);
    poll.set(JAVA_INT, 0, descriptor);
    poll.set(JAVA_SHORT, Integer.BYTES, POLL_READABLE);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (CLibrary.call(CLibrary.POLL, poll.address(), 1, Math.clamp(left, 0, look())) == 1) {
        reap();
        return true;
      }
      if (Thread.interrupted()) {
        waitElsewhere();
        throw new InterruptedException();
      }
      if (left <= 0) {
        return false;
      }
    }
  }

  // Short commands end before anybody looks; long ones are looked after at little cost.
  private int look() {
    long age = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    return Math.toIntExact(Math.clamp(age / LOOKS_PER_AGE, LEAST_LOOK_MILLIS, MOST_LOOK_MILLIS));
  }

  // A signal to this process may cut the first call short.
  private void waitAndReap() {
    for (int i = 0; i < INTERRUPTED_ATTEMPTS; i++) {
      if (CLibrary.call(CLibrary.WAIT_ID, BY_PID, pid, 0, EXITED_BUT_NOT_REAPED, 0, 0) == 0) {
        break;
      }
    }
    reap();
  }

  // It has ended, but its number is not given to another process yet: now is the time to end what
  // it has left behind.
  private void reap() {
    try (var arena = Arena.ofConfined()) {
      var status = arena.allocate(JAVA_INT);
      synchronized (this) {
        CLibrary.call(CLibrary.KILL, -pid, KILL_SIGNAL);
        if (reapInto(status)) {
          ended.complete(exitCode(status.get(JAVA_INT, 0)));
          return;
        }
      }
      ended.completeExceptionally(
          new IllegalStateException("how process " + pid + " ended cannot be found out"));
    }
  }

  private boolean reapInto(MemorySegment status) {
    for (int i = 0; i < INTERRUPTED_ATTEMPTS; i++) {
      if (CLibrary.call(CLibrary.WAIT_PID, pid, status.address(), 0) == pid) {
        return true;
      }
    }
    return false;
  }

  private static int exitCode(int status) {
    int signal = status & 0x7f;
    return signal == 0 ? status >> 8 & 0xff : SIGNALLED + signal;
  }

  @Override
  public int exitCode() {
    return ended.join();
  }

  @Override
  public void terminate() {
    signal(TERMINATE_SIGNAL);
  }

  @Override
  public void kill() {
    signal(KILL_SIGNAL);
  }

  private synchronized void signal(int number) {
    if (!ended.isDone()) {
      CLibrary.call(CLibrary.KILL, -pid, number);
    }
  }
}
