package dev.thresher.compare;

import java.util.Arrays;
import java.util.Optional;

/** What {@code --fault} lets happen to a process of each arm. */
public enum Fault {
  /** It is killed. */
  KILL("kill", "somebody is killed", "a kill", "nobody was killed"),
  /** Its heap is filled, and stays full. */
  HEAP("heap", "a heap is full", "a full heap", "no heap was filled");

  private final String word;
  private final String occasion;
  private final String name;
  private final String missed;

  Fault(String word, String occasion, String name, String missed) {
    this.word = word;
    this.occasion = occasion;
    this.name = name;
    this.missed = missed;
  }

  /** What the command line calls it. */
  public String word() {
    return word;
  }

  public static Optional<Fault> of(String word) {
    return Arrays.stream(values()).filter(fault -> fault.word.equals(word)).findFirst();
  }

  /** To follow "when". */
  String occasion() {
    return occasion;
  }

  /** With its article. */
  public String named() {
    return name;
  }

  /** That it did not come to it. */
  public String missed() {
    return missed;
  }
}
