package dev.thresher.workload.hocon;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers what is wrong, each thing once. Not safe for several threads. */
public final class Complaints {
  private final Set<Complaint> all = new LinkedHashSet<>();

  public void add(Origin origin, String message) {
    all.add(Complaint.of(origin, message));
  }

  /** With the word of {@code allowed} that {@code given} resembles, if there is one. */
  public void addMisspelling(
      Origin origin, String message, String given, Collection<String> allowed) {
    all.add(new Complaint(origin, message, Spelling.nearest(given, allowed)));
  }

  public void add(Complaint complaint) {
    all.add(complaint);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** By file and line, arguments last; on one line in the order in which they were found. */
  public List<Complaint> sorted() {
    return all.stream()
        .sorted(Comparator.comparing(Complaint::origin, Origin.READING_ORDER))
        .toList();
  }

  /** The first in the text. */
  public Optional<Complaint> first() {
    return sorted().stream().findFirst();
  }
}
