package dev.thresher.workload;

import dev.thresher.model.Halt;
import dev.thresher.model.Halt.Limit;
import dev.thresher.model.Halt.Running;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Scalar;
import java.util.List;
import java.util.Optional;

/** Reads {@code halt { failures = 10%, running = finish }}. */
final class HaltReader {
  private static final String ALLOWED = "a number of tasks from 1 on, or a share such as 10%";
  private static final String PERCENT = "(\\d{1,3}(?:\\.\\d{1,9})?) ?%";
  private static final String COUNT = "\\d{1,18}";

  private final Complaints complaints;
  private final Scalars scalars;
  private final KeyCheck keys;

  HaltReader(Complaints complaints, KeyCheck keys) {
    this.complaints = complaints;
    this.scalars = new Scalars(complaints);
    this.keys = keys;
  }

  /** Empty only if something was complained of. */
  Optional<Halt> read(Node node) {
    if (!(node instanceof Branch block)) {
      scalars.complain(node, "halt", "a block such as { failures = 10 }");
      return Optional.empty();
    }
    keys.check(block, " in halt", WorkloadKeys.HALT, List.of());
    var running =
        block
            .find("running")
            .map(said -> scalars.choice(said, "running", Running.class))
            .orElse(Optional.of(Running.FINISH));
    return block.find("failures").map(said -> limit(said)).orElseGet(() -> none(block)).stream()
        .flatMap(limit -> running.stream().map(known -> new Halt(limit, known)))
        .findFirst();
  }

  private Optional<Limit> none(Branch block) {
    if (!keys.isProbablyMeant("failures")) {
      complaints.add(block.origin(), "halt has no failures: say how many, " + ALLOWED);
    }
    return Optional.empty();
  }

  private Optional<Limit> limit(Node node) {
    if (node instanceof Scalar scalar) {
      var written = scalar.written().strip();
      try {
        if (written.matches(COUNT)) {
          return Optional.of(new Limit.Tasks(Long.parseLong(written)));
        }
        if (written.matches(PERCENT)) {
          return Optional.of(
              new Limit.Share(Double.parseDouble(written.substring(0, written.length() - 1))));
        }
      } catch (IllegalArgumentException outOfRange) {
        // Complained of below, with what is allowed.
      }
    }
    scalars.complain(node, "failures", ALLOWED);
    return Optional.empty();
  }
}
