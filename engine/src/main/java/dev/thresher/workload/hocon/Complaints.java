package dev.thresher.workload.hocon;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers what is wrong, each thing once, up to a number that nobody reads to its end: a file may
 * be made to have any number of mistakes. Not safe for several threads.
 */
public final class Complaints {
  private static final int MOST = 200;

  private final Set<Complaint> all = new LinkedHashSet<>();
  private boolean hasMore;

  public void add(Origin origin, String message) {
    add(Complaint.of(origin, message));
  }

  /** With the word of {@code allowed} that {@code given} resembles, if there is one. */
  public void addMisspelling(
      Origin origin, String message, String given, Collection<String> allowed) {
    // The search costs more than all else where there are many names.
    var meant = isFull() ? Optional.<String>empty() : Spelling.nearest(given, allowed);
    add(new Complaint(origin, message, meant));
  }

  public void add(Complaint complaint) {
    if (!isFull()) {
      all.add(complaint);
    } else if (!all.contains(complaint)) {
      hasMore = true;
    }
  }

  private boolean isFull() {
    return all.size() == MOST;
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** By file and line, arguments last; on one line in the order in which they were found. */
  public List<Complaint> sorted() {
    var sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparing(Complaint::origin, Origin.READING_ORDER));
    if (hasMore) {
      sorted.add(
          Complaint.of(sorted.getLast().origin(), "this is not all: there are more mistakes"));
    }
    return List.copyOf(sorted);
  }

  /** The first in the text. */
  public Optional<Complaint> first() {
    return sorted().stream().findFirst();
  }
}
