package dev.thresher.trace;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the calling thread has used since it began; of a virtual thread nothing is known.
 * Nanoseconds and bytes, {@link Spent#UNKNOWN} where nobody tells.
 */
public record ThreadUse(long processor, long ready, long monitor, long parked, long allocated) {
  private static final ThreadMXBean THREADS = threads();

  private static ThreadMXBean threads() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    if (threads.isThreadContentionMonitoringSupported()) {
      threads.setThreadContentionMonitoringEnabled(true);
    }
    return threads;
  }

  /**
   * Asks once on a thread of its own, so that no task waits for what the first asking needs: tens
   * of milliseconds, most of it the classes behind the JVM's own numbers.
   */
  static void prepare() {
    Thread.ofPlatform().daemon().name("thresher-trace-preparing").start(ThreadUse::before);
  }

  // The processor's time is asked last before the task's code and first behind it: so it counts
  // next to nothing of what the asking itself takes.

  /** Just before what is to be measured. */
  public static ThreadUse before() {
    var waits = THREADS.getThreadInfo(Thread.currentThread().threadId());
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long ready = RunQueue.waited();
    return new ThreadUse(
        processorTime(),
        ready,
        nanos(waits.getBlockedTime()),
        nanos(waits.getWaitedTime()),
        allocated);
  }

  /** Just after it. */
  static ThreadUse after() {
    long processor = processorTime();
    long ready = RunQueue.waited();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    var waits = THREADS.getThreadInfo(Thread.currentThread().threadId());
    return new ThreadUse(
        processor, ready, nanos(waits.getBlockedTime()), nanos(waits.getWaitedTime()), allocated);
  }

  private static long processorTime() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : Spent.UNKNOWN;
  }

  private static long nanos(long millis) {
    return millis < 0 ? Spent.UNKNOWN : TimeUnit.MILLISECONDS.toNanos(millis);
  }

  Spent since(ThreadUse before, int stage, long batch, long index) {
    return new Spent(
        stage,
        batch,
        index,
        difference(processor, before.processor),
        difference(ready, before.ready),
        difference(monitor, before.monitor),
        difference(parked, before.parked),
        difference(allocated, before.allocated));
  }

  private static long difference(long after, long before) {
    return after < 0 || before < 0 ? Spent.UNKNOWN : Math.max(0, after - before);
  }

  /**
   * How long a thread of Linux was ready and did not run. See sched-stats in the kernel's books.
   */
  private static final class RunQueue {
    private static final String FILE = "/proc/thread-self/schedstat";
    private static final ThreadLocal<@Nullable RunQueue> OWN =
        ThreadLocal.withInitial(RunQueue::open);

    private final RandomAccessFile file;
    private final byte[] text = new byte[64];

    private RunQueue(RandomAccessFile file) {
      this.file = file;
    }

    // A file of this thread for as long as it lives. Not a channel: an interrupt, by which tasks
    // are stopped, would close it.
    private static @Nullable RunQueue open() {
      try {
        return new RunQueue(new RandomAccessFile(FILE, "r"));
      } catch (IOException anotherSystem) {
        return null;
      }
    }

    static long waited() {
      var own = OWN.get();
      return own == null ? Spent.UNKNOWN : own.read();
    }

    private long read() {
      try {
        file.seek(0);
        int length = file.read(text);
        return length <= 0
            ? Spent.UNKNOWN
            : second(new String(text, 0, length, StandardCharsets.US_ASCII));
      } catch (IOException gone) {
        return Spent.UNKNOWN;
      }
    }

    // Three numbers: nanoseconds on a processor, nanoseconds ready, turns. All 0 where the kernel
    // does not count.
    private static long second(String line) {
      var words = line.strip().split(" ");
      return words.length < 3 || words[0].equals("0") ? Spent.UNKNOWN : Long.parseLong(words[1]);
    }
  }
}
