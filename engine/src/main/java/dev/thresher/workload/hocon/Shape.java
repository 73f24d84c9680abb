package dev.thresher.workload.hocon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What a key stands for, seen from outside: the keys of a block are not evaluated yet. */
sealed interface Shape {
  Undefined UNDEFINED = new Undefined();

  record Undefined() implements Shape {}

  /**
   * @param weight characters and values, those of repeated references counted each time
   */
  record Leaf(Node node, int weight) implements Shape {
    boolean isBroken() {
      return node instanceof Node.Broken;
    }
  }

  /**
   * @param own whether the cells belong to this key alone, not to one that a reference names
   */
  record Fields(Origin at, SequencedMap<String, Cell> cells, boolean own) implements Shape {
    Fields foreign() {
      return new Fields(at, cells, false);
    }
  }

  static Leaf broken(Origin at) {
    return new Leaf(new Node.Broken(at), 1);
  }

  /** Later layers win key by key. */
  static Fields merged(List<Fields> layers) {
    if (layers.size() == 1) {
      return layers.getFirst();
    }
    var cells = new LinkedHashMap<String, Cell>();
    for (var layer : layers) {
      layer.cells.forEach((key, cell) -> {
        var definitions = cells.computeIfAbsent(key, _ -> new Cell()).definitions;
        if (layer.own) {
          definitions.addAll(cell.definitions);
        } else {
          definitions.add(new Cell.Same(cell));
        }
      });
    }
    return new Fields(layers.getFirst().at, cells, true);
  }
}
