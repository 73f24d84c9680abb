package dev.thresher.compare;

import java.util.EnumMap;
import java.util.Map;

/**
 * Where the time of a task goes, from being handed out by the coordinator until its result is
 * committed and combined: means over the tasks of a run, seconds. It is the way of a task, not the
 * use of slots: while one task waits behind others of its batch, its slot works.
 *
 * @param tasks that were followed: all of them, or of very many a part
 * @param parts every stretch
 * @param whole of the same way, as the coordinator alone sees it
 * @param lateRun {@link Stretch#RUN} of the later half of the workload's tasks alone: by then their
 *     code is mostly compiled
 */
public record TaskWay(long tasks, Map<Stretch, Double> parts, double whole, double lateRun) {
  /** In the order in which a task passes them. */
  public enum Stretch {
    ENCODE("encode", "the batch becomes bytes"),
    SEND("send", "on its way to the worker"),
    DECODE("decode", "bytes become a batch, and arguments are made"),
    WAIT("wait", "in the worker, behind others"),
    RUN("run", "in the task's own code"),
    ENCODE_RESULT("encode result", "the result becomes bytes"),
    RETURN("return", "kept until its report is due, and on its way back"),
    DECODE_RESULT("decode result", "bytes become a result"),
    COMMIT("commit", "decided, made durable, combined");

    private final String words;
    private final String meaning;

    Stretch(String words, String meaning) {
      this.words = words;
      this.meaning = meaning;
    }

    public String words() {
      return words;
    }

    public String meaning() {
      return meaning;
    }
  }

  public TaskWay {
    parts = new EnumMap<>(parts);
  }

  public double seconds(Stretch stretch) {
    return parts.getOrDefault(stretch, 0.0);
  }

  /** All parts together; the whole, if nothing was lost. */
  public double sum() {
    return parts.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Whether the way crosses from one process to another. */
  public boolean isEncoded() {
    return seconds(Stretch.ENCODE) > 0;
  }
}
