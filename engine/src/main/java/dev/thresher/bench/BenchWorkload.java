package dev.thresher.bench;

import java.util.Arrays;
import java.util.Optional;

/** What is measured. Each name is a contract: figures of different versions are compared by it. */
public enum BenchWorkload {
  W1("W1", "tiny tasks submitted one by one as futures, 10,000 outstanding"),
  W1B("W1b", "the same tasks through map"),
  W2("W2", "one tiny task at a time: submit and wait"),
  W3("W3", "64 tasks that compute for 0.14 s each"),
  W4("W4", "byte arrays as arguments, their checksums back"),
  W5("W5", "2,000 sleeps of 20 ms, 200 at a time; the same with requests to a local server"),
  W6("W6", "200 sleeps of 50 ms, one of two workers killed at 1.5 s"),
  W7("W7", "from the start of a program to its first result"),
  W8("W8", "memory: of a task that waits, of a worker that idles"),
  METG("metg", "smallest grain at which half of the ideal speed is kept");

  private final String word;
  private final String summary;

  BenchWorkload(String word, String summary) {
    this.word = word;
    this.summary = summary;
  }

  /** What the command line and JSON call it. */
  public String word() {
    return word;
  }

  public String summary() {
    return summary;
  }

  public static Optional<BenchWorkload> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equalsIgnoreCase(word)).findFirst();
  }
}
