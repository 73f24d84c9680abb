package dev.thresher.report;

import dev.thresher.model.PrintableText;
import dev.thresher.report.Standing.Stage;
import java.util.ArrayList;
import java.util.Optional;

/** Decides for what the tasks of a stage wait that neither run nor have ended. */
final class WaitingFor {
  private final Standing standing;

  WaitingFor(Standing standing) {
    this.standing = standing;
  }

  /** In words, to follow "waits". */
  String of(Stage stage) {
    return ended()
        .or(() -> stages(stage))
        .or(this::workers)
        .or(() -> share(stage))
        .or(this::slots)
        .orElse("to be handed out, which is next");
  }

  private Optional<String> ended() {
    return standing
        .end()
        .map(end ->
            standing.resumable()
                ? "for thresher run FILE --resume, as the run " + end
                : "for nothing, as the run " + end + " and left no ledger");
  }

  private Optional<String> stages(Stage stage) {
    var words = new ArrayList<String>();
    for (int number : stage.needs()) {
      var needed = standing.stages().get(number);
      var name = PrintableText.escape(needed.name());
      boolean follows = stage.over().isPresent() && stage.over().getAsInt() == number;
      if (needed.failed() > 0 && !needed.skips()) {
        words.add(
            "in vain, as %s of %s failed"
                .formatted(Quantities.count(needed.failed(), "task"), name));
      } else if (!needed.isOver()) {
        words.add(follows ? "for more rows of " + name : "for the end of " + name);
      }
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", words));
  }

  private Optional<String> workers() {
    boolean none = standing.workers().stream().allMatch(one -> one.slots().orElse(1) == 0);
    if (!none) {
      return Optional.empty();
    }
    int starting = standing.workers().size();
    return Optional.of(
        starting == 0
            ? "for a worker, and none is there" + lastLost()
            : "for a worker, and %s %s starting%s"
                .formatted(
                    Quantities.count(starting, "worker"),
                    starting == 1 ? "is" : "are",
                    lastLost()));
  }

  private String lastLost() {
    if (standing.lost().isEmpty()) {
      return "";
    }
    var last = standing.lost().getLast();
    return "; the last one, %s, was %s"
        .formatted(PrintableText.escape(last.name()), PrintableText.escape(last.endedBy()));
  }

  private Optional<String> share(Stage stage) {
    return stage.maxParallel().isPresent()
            && standing.running(stage.number()) >= stage.maxParallel().getAsLong()
        ? Optional.of(
            "for one of its own tasks to end, as max-parallel is "
                + stage.maxParallel().getAsLong())
        : Optional.empty();
  }

  private Optional<String> slots() {
    var slots = standing.slots();
    return slots.isPresent() && standing.busy() >= slots.getAsLong()
        ? Optional.of(
            "for a free slot: %d of %d are busy".formatted(standing.busy(), slots.getAsLong()))
        : Optional.empty();
  }
}
