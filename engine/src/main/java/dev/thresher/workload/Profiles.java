package dev.thresher.workload;

import dev.thresher.workload.EffectiveSettings.Setting;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.HoconText;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Broken;
import dev.thresher.workload.hocon.Origin;
import dev.thresher.workload.hocon.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The profiles of a file: blocks of keys that the command line may lay over the file as a whole.
 * What is wrong with one is found out also when nobody asks for it, as far as that can be told
 * without the file under it.
 */
final class Profiles {
  static final String KEY = "profiles";

  private final Branch root;
  private final List<String> asked;
  private final Complaints complaints;
  private final SequencedMap<String, Branch> all = new LinkedHashMap<>();

  /** Complains of what is no profile. */
  Profiles(Branch root, List<String> asked, Complaints complaints) {
    this.root = root;
    this.asked = List.copyOf(asked);
    this.complaints = complaints;
    root.find(KEY).ifPresent(this::addAll);
  }

  /** Where those that are asked for stand; complains of names that the text does not have. */
  static List<List<String>> overlays(List<String> asked, HoconText text, Complaints complaints) {
    var known = List.copyOf(text.keysOf(KEY));
    var paths = new ArrayList<List<String>>();
    for (var name : asked) {
      if (known.contains(name)) {
        paths.add(List.of(KEY, name));
      } else {
        complaints.addMisspelling(
            new Origin.Argument("--profile " + name),
            known.isEmpty()
                ? "the file has no profiles { }"
                : "there is no such profile; there are " + Shown.list(known),
            name,
            known);
      }
    }
    return paths;
  }

  private void addAll(Node profiles) {
    if (!(profiles instanceof Branch block)) {
      new Scalars(complaints).complain(profiles, KEY, "a block of named profiles");
      return;
    }
    block
        .children()
        .forEach((name, node) -> {
          if (node instanceof Branch profile) {
            all.put(name, profile);
          } else if (!(node instanceof Broken)) {
            new Scalars(complaints).complain(node, "profile " + name, "a block { }");
          }
        });
  }

  /** The last one asked for is checked as part of the file. */
  private List<String> unseen() {
    return all.keySet().stream()
        .filter(name -> asked.isEmpty() || !asked.getLast().equals(name))
        .toList();
  }

  void check(SettingsReader settings) {
    for (var name : unseen()) {
      var profile = all.getOrDefault(name, root);
      var keys = new KeyCheck(complaints);
      keys.check(profile, " in profile " + name, WorkloadKeys.PROFILE, List.of());
      stages(profile)
          .forEach((stage, block) ->
              keys.check(
                  block,
                  " in stage %s of profile %s".formatted(stage, name),
                  WorkloadKeys.STAGE,
                  WorkloadKeys.STAGE_LATER));
      new TopReader(complaints, keys)
          .read(profile)
          .engine()
          .ifPresent(engine -> settings.read(Optional.of(overFile(engine)), complaints));
    }
  }

  private static SequencedMap<String, Branch> stages(Branch profile) {
    var stages = new LinkedHashMap<String, Branch>();
    if (profile.find("stages").orElse(null) instanceof Branch block) {
      block
          .children()
          .forEach((name, node) -> {
            if (node instanceof Branch stage) {
              stages.put(name, stage);
            }
          });
    }
    return stages;
  }

  // Bounds of settings depend on each other.
  private Branch overFile(Branch engine) {
    return root.find("engine").orElse(null) instanceof Branch ofFile
        ? merged(ofFile, engine)
        : engine;
  }

  private static Branch merged(Branch lower, Branch upper) {
    var children = new LinkedHashMap<>(lower.children());
    upper
        .children()
        .forEach((key, node) ->
            children.merge(
                key,
                node,
                (below, above) ->
                    below instanceof Branch inner && above instanceof Branch over
                        ? merged(inner, over)
                        : above));
    return new Branch(lower.origin(), children);
  }

  /**
   * Complains of parameters that nothing would use.
   *
   * @param stages of the file as it was read
   * @param referenced as in {@link HoconText.Document}
   */
  void checkParameters(List<WorkloadStage> stages, Set<List<String>> referenced) {
    var known = new LinkedHashSet<String>();
    block(root, "params").ifPresent(params -> known.addAll(params.children().keySet()));
    stages.forEach(stage -> known.addAll(stage.constants().entries().keySet()));
    referenced.stream()
        .filter(path -> path.size() > 1 && path.getFirst().equals("params"))
        .forEach(path -> known.add(path.get(1)));
    for (var name : unseen()) {
      block(all.getOrDefault(name, root), "params")
          .ifPresent(params -> complainOfUnused(params, name, known));
    }
  }

  private void complainOfUnused(Branch params, String profile, Set<String> known) {
    params
        .children()
        .forEach((name, node) -> {
          if (!known.contains(name)) {
            complaints.addMisspelling(
                node.origin(),
                "nothing uses the parameter %s of profile %s"
                    .formatted(Shown.quoted(name), profile),
                name,
                known);
          }
        });
  }

  private static Optional<Branch> block(Branch branch, String key) {
    return branch.find(key).filter(Branch.class::isInstance).map(Branch.class::cast);
  }

  /** The same setting, with the name of the profile that it comes from. */
  Setting attributed(Setting setting) {
    for (var name : asked.reversed()) {
      var node = nodeOf(name, setting.key());
      if (node.isPresent() && node.get().origin().equals(setting.origin())) {
        return new Setting(setting.key(), setting.value(), setting.origin(), Optional.of(name));
      }
    }
    return setting;
  }

  private Optional<Node> nodeOf(String profile, String setting) {
    Optional<Node> node = Optional.ofNullable(all.get(profile)).flatMap(own -> own.find("engine"));
    for (var key : setting.split("\\.")) {
      node =
          node.flatMap(
              outer -> outer instanceof Branch branch ? branch.find(key) : Optional.empty());
    }
    return node;
  }
}
