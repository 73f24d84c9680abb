package dev.thresher.workload;

import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Items;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Origin;
import dev.thresher.workload.hocon.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which stage comes after which: by what they take and wait for, never by where they stand. */
final class StageOrder {
  private static final int MOST_SHOWN = 20;
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  private final Complaints complaints;
  private final Scalars scalars;

  StageOrder(Complaints complaints, Scalars scalars) {
    this.complaints = complaints;
    this.scalars = scalars;
  }

  /** A stage named by another. */
  record Reference(String name, Origin at) {}

  /**
   * @param sources whose rows it takes, in the order in which they are named
   * @param after that it waits for
   */
  record Link(String name, Branch stage, List<Reference> sources, List<String> after) {
    /** Names of the stages that it comes after, each once. */
    Set<String> needs() {
      var names = new LinkedHashSet<>(after);
      sources.forEach(source -> names.add(source.name()));
      return names;
    }
  }

  /** Those in a circle, and what depends on them, are left out; a complaint has been made then. */
  List<Link> of(Branch stages) {
    var links = new LinkedHashMap<String, Link>();
    stages
        .children()
        .forEach((name, node) -> link(name, node, stages).ifPresent(link -> links.put(name, link)));
    var ordered = ordered(List.copyOf(links.values()));
    ordered.forEach(link -> links.remove(link.name()));
    if (!links.isEmpty()) {
      complainOfCircle(links);
    }
    return ordered;
  }

  /** Of those that could come next always the first in the text; those in a circle never could. */
  private static List<Link> ordered(List<Link> links) {
    var numbers = new HashMap<String, Integer>();
    links.forEach(link -> numbers.put(link.name(), numbers.size()));
    var missing = new int[links.size()];
    var waiting = new HashMap<Integer, List<Integer>>();
    var ready = new TreeSet<Integer>();
    for (int number = 0; number < links.size(); number++) {
      for (var needed : links.get(number).needs()) {
        if (numbers.containsKey(needed)) {
          missing[number]++;
          waiting.computeIfAbsent(numbers.get(needed), _ -> new ArrayList<>()).add(number);
        }
      }
      if (missing[number] == 0) {
        ready.add(number);
      }
    }
    var ordered = new ArrayList<Link>();
    while (!ready.isEmpty()) {
      int next = ready.removeFirst();
      ordered.add(links.get(next));
      for (int follower : waiting.getOrDefault(next, List.of())) {
        if (--missing[follower] == 0) {
          ready.add(follower);
        }
      }
    }
    return ordered;
  }

  private Optional<Link> link(String name, Node node, Branch stages) {
    if (!name.matches(NAME)) {
      complaints.add(
          node.origin(), "a stage has a name of letters, digits, . _ -, not " + Shown.quoted(name));
    }
    if (!(node instanceof Branch stage)) {
      scalars.complain(node, name, "a block { }");
      return Optional.empty();
    }
    var from = references(stage, "from", stages);
    var join = references(stage, "join", stages);
    if (from.size() > 1) {
      complaints.add(from.get(1).at(), "from names one stage; two are taken by join = [a, b]");
    }
    if (stage.find("from").isPresent() && stage.find("join").isPresent()) {
      complaints.add(stage.find("join").get().origin(), "a stage has from or join, not both");
    }
    if (stage.find("join").isPresent()
        && stage.find("join").get() instanceof Items items
        && items.items().size() != 2) {
      complaints.add(stage.find("join").get().origin(), "join takes two stages, such as [a, b]");
    }
    return Optional.of(
        new Link(
            name,
            stage,
            from.isEmpty() ? join : from,
            references(stage, "after", stages).stream().map(Reference::name).toList()));
  }

  private List<Reference> references(Branch stage, String key, Branch stages) {
    var references = new ArrayList<Reference>();
    var node = stage.find(key);
    if (node.isEmpty()) {
      return references;
    }
    for (var each : node.get() instanceof Items items ? items.items() : List.of(node.get())) {
      if (!(each instanceof Scalar scalar)) {
        scalars.complain(each, key, "the name of a stage");
      } else if (stages.children().containsKey(scalar.written())) {
        references.add(new Reference(scalar.written(), scalar.origin()));
      } else {
        var known = List.copyOf(stages.children().keySet());
        complaints.addMisspelling(
            scalar.origin(),
            "%s names no stage: %s; there are %s"
                .formatted(key, Shown.quoted(scalar.written()), Shown.list(known)),
            scalar.written(),
            known);
      }
    }
    return references;
  }

  private void complainOfCircle(Map<String, Link> links) {
    var path = new LinkedHashSet<String>();
    var at = links.values().iterator().next();
    while (path.add(at.name())) {
      at = at.needs().stream().map(links::get).filter(Objects::nonNull).findFirst().orElseThrow();
    }
    var first = at.name();
    var circle = new ArrayList<>(path.stream().dropWhile(name -> !name.equals(first)).toList());
    circle.add(at.name());
    var shown = circle.subList(0, Math.min(circle.size(), MOST_SHOWN));
    complaints.add(
        at.stage().origin(),
        "stages wait for each other: each needs the next of "
            + String.join(" -> ", shown)
            + (shown.size() < circle.size() ? " -> …" : ""));
  }
}
