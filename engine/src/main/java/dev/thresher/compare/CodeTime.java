package dev.thresher.compare;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the time in the code of a task is made of: means over tasks of a run, seconds.
 *
 * @param tasks that were measured
 * @param parts those that are known, and {@link Part#REST}; together the time in the code
 * @param allocatedBytes on the heap by a task; empty where nobody tells
 */
public record CodeTime(long tasks, Map<Part, Double> parts, OptionalDouble allocatedBytes) {
  /** What a thread in the middle of a task can be doing. */
  public enum Part {
    PROCESSOR(
        "processor",
        "on a processor, waiting for its caches and memory included",
        "more processor time for the same work (caches, memory bandwidth, hyper-threads)"),
    MONITOR(
        "monitor",
        "waiting for a monitor that another task holds (synchronized)",
        "waiting for a monitor (synchronized)"),
    PARKED(
        "parked",
        "parked or asleep: locks, queues and pools of java.util.concurrent, Object.wait, sleep",
        "waiting for a lock, a queue or a pool of java.util.concurrent"),
    COLLECTION(
        "collection", "stopped for garbage collection", "being stopped for garbage collection"),
    READY(
        "ready",
        "ready to run while other threads or programs had the processors",
        "waiting for a processor while other threads or programs had them"),
    REST(
        "rest",
        "the rest: input and output, page faults, what is not known",
        "not explained (input and output, page faults, a virtual machine's host)");

    private final String words;
    private final String meaning;
    private final String growth;

    Part(String words, String meaning, String growth) {
      this.words = words;
      this.meaning = meaning;
      this.growth = growth;
    }

    public String words() {
      return words;
    }

    public String meaning() {
      return meaning;
    }

    /** What it is if there is more of it. */
    String growth() {
      return growth;
    }
  }

  public CodeTime {
    parts = new EnumMap<>(parts);
  }

  public boolean knows(Part part) {
    return parts.containsKey(part);
  }

  /** 0 if it is not known: then it is in the rest. */
  public double seconds(Part part) {
    return parts.getOrDefault(part, 0.0);
  }

  public double whole() {
    return parts.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Whether it is known what threads did, and not only when JVMs were stopped. */
  public boolean isSplit() {
    return knows(Part.PROCESSOR);
  }
}
