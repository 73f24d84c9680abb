package dev.thresher.workload;

import dev.thresher.workload.StageReader.Setting;
import dev.thresher.workload.StageReader.Source;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads {@code stages}: each after those that it takes rows from or waits for. */
final class StagesReader {
  private static final List<String> OF_TASKS =
      List.of("on-error", "retries", "semantics", "max-parallel", "priority");

  private final StageReader reader;
  private final Complaints complaints;
  private final KeyCheck keys;
  private final Scalars scalars;
  private final List<WorkloadStage> withTasks = new ArrayList<>();
  private final List<WorkloadQuery> queries = new ArrayList<>();
  private final Map<String, List<String>> columns = new HashMap<>();
  private final Map<String, Set<String>> texts = new HashMap<>();

  StagesReader(StageReader reader, Complaints complaints, KeyCheck keys) {
    this.reader = reader;
    this.complaints = complaints;
    this.keys = keys;
    this.scalars = new Scalars(complaints);
  }

  /** Whole only if nothing was complained of. */
  record Stages(List<WorkloadStage> withTasks, List<WorkloadQuery> queries, String result) {
    /** The only one. */
    static Stages of(String name, Optional<WorkloadStage> stage) {
      return new Stages(stage.stream().toList(), List.of(), name);
    }
  }

  Stages read(Branch root, Set<List<String>> referenced) {
    complainOfMixture(root);
    reader.controls().check(root);
    if (!(root.find("stages").orElseThrow() instanceof Branch block)
        || block.children().isEmpty()) {
      scalars.complain(root.find("stages").orElseThrow(), "stages", "a block of named stages");
      return new Stages(List.of(), List.of(), "");
    }
    var order = new StageOrder(complaints, scalars).of(block);
    var unused = new TreeSet<String>();
    params(root).ifPresent(params -> unused.addAll(params.children().keySet()));
    for (var link : order) {
      read(link, inherited(link.stage(), root), referenced, unused);
    }
    params(root).ifPresent(params -> complainOfUnused(params, unused, referenced));
    if (complaints.isEmpty()) { // a name that is wrong may be the use that is missing
      complainOfIdle(order);
    }
    complainOfSharedOutputs();
    return new Stages(withTasks, queries, order.isEmpty() ? "" : order.getLast().name());
  }

  private void complainOfMixture(Branch root) {
    for (var key : WorkloadKeys.OF_STAGE) {
      root.find(key)
          .ifPresent(node ->
              complaints.add(
                  node.origin(), key + " stands beside stages: put it into one of them"));
    }
  }

  private static Optional<Branch> params(Branch root) {
    return root.find("params").filter(Branch.class::isInstance).map(Branch.class::cast);
  }

  private static Branch inherited(Branch stage, Branch root) {
    var children = new LinkedHashMap<>(stage.children());
    for (var key : WorkloadKeys.INHERITED) {
      root.find(key).ifPresent(node -> children.putIfAbsent(key, node));
    }
    return new Branch(stage.origin(), children);
  }

  private void read(
      StageOrder.Link link, Branch stage, Set<List<String>> referenced, Set<String> unused) {
    keys.check(
        link.stage(), " in stage " + link.name(), WorkloadKeys.STAGE, WorkloadKeys.STAGE_LATER);
    var sources =
        link.sources().stream()
            .map(source ->
                new Source(
                    source.name(),
                    source.at(),
                    columns.getOrDefault(source.name(), List.of()),
                    texts.getOrDefault(source.name(), Set.of())))
            .toList();
    boolean hasTask = stage.find("task").isPresent();
    if (!hasTask
        && sources.isEmpty()
        && WorkloadKeys.SOURCES.stream().anyMatch(link.stage().children()::containsKey)) {
      return; // its sources have been complained of, and the rest depends on them
    }
    if (hasTask || sources.isEmpty()) {
      readTasks(
          link,
          stage,
          sources,
          new Setting(referenced, sources.stream().findFirst(), link.after(), Optional.of(unused)));
    } else {
      complainOfControls(link);
      new QueryReader(complaints, scalars, reader.reduce())
          .read(link.name(), stage, sources)
          .ifPresent(query -> {
            queries.add(query);
            columns.put(query.name(), query.columns());
            texts.put(query.name(), query.texts());
          });
    }
  }

  private void complainOfControls(StageOrder.Link link) {
    for (var key : OF_TASKS) {
      link.stage()
          .find(key)
          .ifPresent(node ->
              complaints.add(
                  node.origin(),
                  "%s is for stages with tasks; stage %s has none".formatted(key, link.name())));
    }
  }

  private void readTasks(
      StageOrder.Link link, Branch stage, List<Source> sources, Setting setting) {
    for (var key : List.of("group-by", "join", "on")) {
      stage
          .find(key)
          .ifPresent(node ->
              complaints.add(
                  node.origin(), key + " is for stages without tasks: give it a stage of its own"));
    }
    if (!sources.isEmpty()) {
      stage
          .find("each")
          .ifPresent(node ->
              complaints.add(
                  node.origin(), "a stage runs over the rows of another or over each, not both"));
    }
    reader
        .read(link.name(), stage, setting)
        .ifPresent(read -> {
          withTasks.add(read);
          columns.put(read.name(), read.columns());
          texts.put(read.name(), read.texts());
        });
  }

  private void complainOfUnused(Branch params, Set<String> unused, Set<List<String>> referenced) {
    for (var name : unused) {
      boolean isReferenced =
          referenced.stream()
              .anyMatch(path ->
                  path.getFirst().equals("params")
                      && (path.size() == 1 || path.get(1).equals(name)));
      if (!isReferenced) {
        var node = params.find(name).orElseThrow();
        complaints.add(
            node.origin(), "nothing uses the parameter %s".formatted(Shown.quoted(name)));
      }
    }
  }

  // What nobody sees need not be computed; the last stage is shown.
  private void complainOfIdle(List<StageOrder.Link> order) {
    var used = order.stream().flatMap(link -> link.needs().stream()).collect(Collectors.toSet());
    for (var link : order) {
      boolean isLast = link == order.getLast();
      boolean hasOutput = link.stage().find("output").isPresent();
      if (!isLast && !hasOutput && !used.contains(link.name())) {
        complaints.add(
            link.stage().origin(),
            "nothing uses stage %s: give it an output, or let a stage take from it"
                .formatted(link.name()));
      }
    }
  }

  private void complainOfSharedOutputs() {
    var owners = new HashMap<String, String>();
    withTasks.forEach(stage ->
        stage.output().ifPresent(output -> own(owners, output, stage.name(), stage.origin())));
    queries.forEach(query ->
        query.output().ifPresent(output -> own(owners, output, query.name(), query.origin())));
  }

  private void own(
      Map<String, String> owners,
      OutputRequest output,
      String name,
      dev.thresher.workload.hocon.Origin at) {
    var earlier = owners.putIfAbsent(output.path(), name);
    if (earlier != null) {
      complaints.add(
          at, "stages %s and %s have the same output %s".formatted(earlier, name, output.path()));
    }
  }
}
