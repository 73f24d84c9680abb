package dev.thresher.workload;

import dev.thresher.workload.hocon.Assignment;
import dev.thresher.workload.hocon.Complaint;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.HoconText;
import dev.thresher.workload.hocon.Origin.Argument;
import dev.thresher.workload.hocon.Shown;
import dev.thresher.workload.hocon.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what the arguments of the command line name: first the parameters that {@code params}
 * declares, in the file or in a profile that is asked for, then a key of the file or a path to one.
 */
final class OverrideArguments {
  private static final String PARAMS = "params";

  private final HoconText text;
  private final Set<String> params;
  private final Complaints complaints;
  private final List<Assignment> assignments = new ArrayList<>();

  private OverrideArguments(HoconText text, List<String> profiles, Complaints complaints) {
    this.text = text;
    this.params = new LinkedHashSet<>(text.keysOf(PARAMS));
    profiles.forEach(name -> params.addAll(text.keysOf(Profiles.KEY, name, PARAMS)));
    this.complaints = complaints;
  }

  static List<Assignment> of(Overrides overrides, HoconText text, Complaints complaints) {
    var arguments = new OverrideArguments(text, overrides.profiles(), complaints);
    overrides.sets().forEach(arguments::set);
    overrides
        .backend()
        .ifPresent(backend -> arguments.option("--backend", "backend", backend.keyword()));
    overrides
        .workers()
        .ifPresent(workers -> arguments.option("--workers", "workers", "" + workers));
    return arguments.assignments;
  }

  private void option(String option, String key, String value) {
    assignments.add(new Assignment(new Argument(option + " " + value), List.of(key), value));
  }

  private void set(String argument) {
    var at = new Argument("--set " + argument);
    int equals = argument.indexOf('=');
    var name = argument.substring(0, Math.max(equals, 0)).strip();
    if (name.isEmpty()) {
      complaints.add(at, "must be name=value");
      return;
    }
    var path = path(name);
    if (path.isPresent()) {
      assignments.add(new Assignment(at, path.get(), argument.substring(equals + 1)));
    } else {
      complaints.add(unknown(at, name));
    }
  }

  private Optional<List<String>> path(String name) {
    if (params.contains(name)) {
      return Optional.of(List.of(PARAMS, name));
    }
    return HoconText.elements(name).filter(path -> WorkloadKeys.PROFILE.contains(path.getFirst()));
  }

  private Complaint unknown(Argument at, String name) {
    var known = new ArrayList<>(params);
    known.addAll(WorkloadKeys.PROFILE);
    var message =
        "nothing here is called %s; params declares %s, and other keys are named by their path, such as task.deadline"
            .formatted(Shown.quoted(name), params.isEmpty() ? "nothing" : Shown.list(params));
    return new Complaint(at, message, within(name).or(() -> misspelt(name, known)));
  }

  private static Optional<String> misspelt(String name, List<String> known) {
    int dot = name.indexOf('.');
    return dot < 0
        ? Spelling.nearest(name, known)
        : Spelling.nearest(name.substring(0, dot), WorkloadKeys.PROFILE)
            .map(first -> first + name.substring(dot));
  }

  private Optional<String> within(String name) {
    return List.of("task", "each").stream()
        .filter(block -> text.keysOf(block).contains(name))
        .map(block -> block + "." + name)
        .findFirst();
  }
}
