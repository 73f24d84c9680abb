package dev.thresher.workload;

import dev.thresher.workload.hocon.Complaint;
import java.util.List;

/** What became of a workload file. */
public sealed interface Reading {
  record Accepted(Workload workload, EffectiveSettings settings) implements Reading {}

  /**
   * @param complaints the first syntax error, or everything else that is wrong, by file and line
   */
  record Refused(List<Complaint> complaints) implements Reading {
    public Refused {
      complaints = List.copyOf(complaints);
    }
  }
}
