package dev.thresher.workload;

import dev.thresher.workload.EffectiveSettings.Setting;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Defaults and what was put over them, by key. A value that is wrong is read as its default. */
final class SettingLayers {
  private final SequencedMap<String, Node> defaults = new LinkedHashMap<>();
  private final Map<String, Node> over = new LinkedHashMap<>();
  private final Complaints complaints;
  private final Scalars scalars;

  /** Complains of keys that the reference does not have. */
  SettingLayers(Branch reference, Optional<Branch> engine, Complaints complaints) {
    this.complaints = complaints;
    this.scalars = new Scalars(complaints);
    leaves(reference, "", defaults);
    engine.ifPresent(branch -> {
      checkKeys(branch, reference, "engine");
      leaves(branch, "", over);
    });
  }

  private static void leaves(Branch branch, String path, Map<String, Node> into) {
    branch
        .children()
        .forEach((key, node) -> {
          if (node instanceof Branch inner) {
            leaves(inner, path + key + ".", into);
          } else {
            into.put(path + key, node);
          }
        });
  }

  private void checkKeys(Branch given, Branch known, String where) {
    var allowed = List.copyOf(known.children().keySet());
    new KeyCheck(complaints).check(given, " in " + where, allowed, List.of());
    known
        .children()
        .forEach((key, node) ->
            given.find(key).ifPresent(child -> checkForm(child, node, where + "." + key)));
  }

  private void checkForm(Node given, Node known, String where) {
    if (known instanceof Branch section) {
      if (given instanceof Branch block) {
        checkKeys(block, section, where);
      } else {
        scalars.complain(given, where, "a block { }");
      }
    }
  }

  int count(String key, int least) {
    var given = scalars.whole(node(key), "engine." + key, least, Integer.MAX_VALUE);
    var value =
        given.isPresent() ? given : scalars.whole(byDefault(key), key, least, Integer.MAX_VALUE);
    return Math.toIntExact(value.orElse(least));
  }

  long size(String key) {
    return scalars
        .size(node(key), "engine." + key)
        .or(() -> scalars.size(byDefault(key), key))
        .orElse(1L);
  }

  Duration duration(String key) {
    return scalars
        .duration(node(key), "engine." + key)
        .or(() -> scalars.duration(byDefault(key), key))
        .orElse(Duration.ofSeconds(1));
  }

  <E extends Enum<E>> E choice(String key, Class<E> type) {
    return scalars
        .choice(node(key), "engine." + key, type)
        .or(() -> scalars.choice(byDefault(key), key, type))
        .orElse(type.getEnumConstants()[0]);
  }

  private Node node(String key) {
    return over.getOrDefault(key, byDefault(key));
  }

  private Node byDefault(String key) {
    var node = defaults.get(key);
    if (node == null) {
      throw new IllegalArgumentException("the reference has no key " + key);
    }
    return node;
  }

  /** Every key with the value in force. */
  List<Setting> all() {
    var all = new ArrayList<Setting>();
    defaults.forEach((key, byDefault) -> {
      var given = over.get(key);
      var origin = given == null ? new Origin.Default() : given.origin();
      all.add(new Setting(key, written(given == null ? byDefault : given), origin));
    });
    return all;
  }

  private static String written(Node node) {
    return node instanceof Scalar scalar ? scalar.written() : node.described();
  }

  /** Blames the key that a message of the settings records begins with, or what was given last. */
  void complainOf(String message) {
    var key = message.replaceFirst("^thresher\\.(\\S+).*", "$1");
    var origin =
        Optional.ofNullable(over.get(key))
            .or(() -> over.values().stream().reduce((_, last) -> last))
            .map(Node::origin)
            .orElse(new Origin.Default());
    complaints.add(origin, readable(message));
  }

  private static String readable(String message) {
    var given = message.substring(message.lastIndexOf(' ') + 1);
    var shown = given.startsWith("PT") ? DurationText.render(Duration.parse(given)) : given;
    return message.substring(0, message.length() - given.length()).replace("thresher.", "engine.")
        + shown;
  }
}
