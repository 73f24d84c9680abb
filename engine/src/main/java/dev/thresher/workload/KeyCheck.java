package dev.thresher.workload;

import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Shown;
import dev.thresher.workload.hocon.Spelling;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds keys that mean nothing where they stand. */
final class KeyCheck {
  private final Complaints complaints;

  /** What misspelt keys were probably meant to be, so that these are not missed as well. */
  private final Set<String> meant = new HashSet<>();

  KeyCheck(Complaints complaints) {
    this.complaints = complaints;
  }

  boolean isProbablyMeant(String key) {
    return meant.contains(key);
  }

  /** Remembers that {@code misspelt} stands for what it resembles, if for anything. */
  void remember(String misspelt, List<String> allowed) {
    Spelling.nearest(misspelt, allowed).ifPresent(meant::add);
  }

  /**
   * @param where for the message: empty at the top, else such as {@code " in task"}
   * @param later keys that a later version will know
   */
  void check(Branch branch, String where, List<String> allowed, List<String> later) {
    for (var child : branch.children().entrySet()) {
      var key = child.getKey();
      if (allowed.contains(key)) {
        continue;
      }
      if (later.contains(key)) {
        refuseLater(child.getValue(), key, where);
      } else {
        refuseUnknown(child.getValue(), key, where, allowed);
      }
    }
  }

  /** Where it is not known which keys are allowed. */
  void checkLater(Branch branch, String where, List<String> later) {
    branch
        .children()
        .forEach((key, node) -> {
          if (later.contains(key)) {
            refuseLater(node, key, where);
          }
        });
  }

  private void refuseLater(Node node, String key, String where) {
    meant.add(key);
    complaints.add(
        node.origin(),
        Shown.quoted(key) + where + " is not supported by this version; a later one will know it");
  }

  /** Of keys that would mean something elsewhere, where they do. */
  private static Optional<String> placeOf(String key, String where) {
    if (where.equals(" in task") && WorkloadKeys.STAGE.contains(key)) {
      return Optional.of("put it beside task");
    }
    if (where.startsWith(" in stage ")) {
      return switch (key) {
        case "deadline" ->
            Optional.of("that of each task stands in task, that of the whole run at the top");
        case "workers" ->
            Optional.of("workers at the top are for the whole run; max-parallel limits a stage");
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  private void refuseUnknown(Node node, String key, String where, List<String> allowed) {
    var place = placeOf(key, where);
    if (place.isPresent()) {
      complaints.add(node.origin(), "%s does not stand%s: %s".formatted(key, where, place.get()));
      return;
    }
    remember(key, allowed);
    complaints.addMisspelling(
        node.origin(),
        "unknown key %s%s; allowed here: %s"
            .formatted(Shown.quoted(key), where, String.join(", ", allowed)),
        key,
        allowed);
  }
}
