package dev.thresher.launch;

import com.sun.management.OperatingSystemMXBean;
import dev.thresher.model.Counted;
import java.lang.management.ManagementFactory;

/** Whether this machine can hold so many worker processes, and how large each heap becomes. */
public sealed interface HeapPlan {
  /**
   * @param arithmetic how the heap came about, in one line for the user
   */
  record Fits(int heapMebibytes, String arithmetic) implements HeapPlan {}

  /**
   * @param reason with the arithmetic and what to do, for the user
   */
  record Refused(String reason) implements HeapPlan {}

  /**
   * What there is to share.
   *
   * @param memoryMebibytes of the host, or of the container if that has less
   */
  record Machine(long memoryMebibytes, int cores) {
    public static Machine current() {
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return new Machine(
          system.getTotalMemorySize() >> 20, Runtime.getRuntime().availableProcessors());
    }
  }

  /** Share of the memory that goes to the heaps of workers. */
  int HEAP_PERCENT = 70;

  /** Largest heap that a worker gets unless asked for more. */
  int MOST_MEBIBYTES = 1024;

  /** Smallest heap in which a worker runs. */
  int LEAST_MEBIBYTES = 64;

  /** What a worker JVM takes beside its heap, as measured. */
  int BESIDE_HEAP_MEBIBYTES = 110;

  /** More start too slowly, and keep the cores busy with being members of the cluster. */
  int WORKERS_PER_CORE = 8;

  /**
   * @param askedMebibytes heap of each worker; 0 means the rule: 70 % of the memory divided by the
   *     workers, at most 1 GiB
   */
  static HeapPlan of(int workers, int askedMebibytes, Machine machine) {
    int mostWorkers = WORKERS_PER_CORE * machine.cores();
    if (workers > mostWorkers) {
      return new Refused(
          "%s not fit: this machine has %s, and %d processes a core are "
                  .formatted(
                      processes(workers), Counted.of(machine.cores(), "core"), WORKERS_PER_CORE)
              + "the most that start in good time, so %d. Ask for fewer workers, or for more slots "
                  .formatted(mostWorkers)
              + "in each (engine.processes.slots).");
    }
    return askedMebibytes > 0 ? asked(workers, askedMebibytes, machine) : byRule(workers, machine);
  }

  private static String processes(int workers) {
    return Counted.of(workers, "worker process does", "worker processes do");
  }

  private static HeapPlan byRule(int workers, Machine machine) {
    long share = machine.memoryMebibytes() * HEAP_PERCENT / 100 / workers;
    int heap = (int) Math.min(share, MOST_MEBIBYTES);
    var arithmetic =
        "heap of each worker: %d %% of %d MiB / %s = %d MiB, at most %d MiB"
            .formatted(
                HEAP_PERCENT,
                machine.memoryMebibytes(),
                Counted.of(workers, "worker"),
                share,
                MOST_MEBIBYTES);
    return heap < LEAST_MEBIBYTES
        ? new Refused(
            "%s not fit: %s, but %d MiB is the least. Ask for fewer workers."
                .formatted(processes(workers), arithmetic, LEAST_MEBIBYTES))
        : new Fits(heap, arithmetic);
  }

  private static HeapPlan asked(int workers, int heap, Machine machine) {
    long needed = (long) workers * (heap + BESIDE_HEAP_MEBIBYTES);
    var arithmetic =
        "%s x (%d MiB heap + %d MiB beside it) = %d MiB of %d MiB"
            .formatted(
                Counted.of(workers, "worker"),
                heap,
                BESIDE_HEAP_MEBIBYTES,
                needed,
                machine.memoryMebibytes());
    if (heap < LEAST_MEBIBYTES) {
      return new Refused(
          "a worker does not run in a heap of %d MiB; engine.processes.heap-mebibytes must be at "
                  .formatted(heap)
              + "least %d.".formatted(LEAST_MEBIBYTES));
    }
    return needed > machine.memoryMebibytes()
        ? new Refused(
            "these workers do not fit: %s. Ask for fewer workers, or for smaller heaps "
                    .formatted(arithmetic)
                + "(engine.processes.heap-mebibytes).")
        : new Fits(heap, arithmetic);
  }
}
