package dev.thresher.workload.hocon;

import dev.thresher.model.Value;
import dev.thresher.workload.hocon.Node.Items;
import dev.thresher.workload.hocon.Node.Nothing;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Shape.Fields;
import dev.thresher.workload.hocon.Shape.Leaf;
import dev.thresher.workload.hocon.Shape.Undefined;
import java.util.ArrayList;
import java.util.List;

/**
 * What values that stand side by side are together: blocks merge, lists follow one another, texts
 * and numbers become one text with the white space between them.
 */
final class Joining {
  private Joining() {}

  /**
   * @param gap white space, if that is what this part is; {@code shape} is undefined then
   */
  record Part(String gap, Shape shape) {}

  static Shape join(List<Part> parts, Origin at, Complaints complaints) {
    var solid = new ArrayList<Shape>();
    for (var part : parts) {
      switch (part.shape()) {
        case Undefined() -> {}
        case Leaf leaf when leaf.isBroken() -> {
          return leaf;
        }
        case Leaf leaf -> solid.add(leaf);
        case Fields fields -> solid.add(fields);
      }
    }
    if (solid.isEmpty()) {
      return Shape.UNDEFINED;
    }
    if (solid.size() == 1 && parts.stream().allMatch(part -> part.gap().isEmpty())) {
      return solid.getFirst();
    }
    return join(parts, solid, at, complaints);
  }

  private static Shape join(List<Part> parts, List<Shape> solid, Origin at, Complaints complaints) {
    if (solid.stream().allMatch(Fields.class::isInstance)) {
      return Shape.merged(solid.stream().map(Fields.class::cast).toList());
    }
    if (solid.stream().allMatch(Joining::isList)) {
      return lists(solid.stream().map(Leaf.class::cast).toList(), at);
    }
    if (solid.stream().allMatch(Joining::isText)) {
      return text(parts, at);
    }
    complaints.add(at, "a text, a list and a block { } cannot stand side by side");
    return Shape.broken(at);
  }

  /** Broken if one of them is. */
  static Leaf lists(List<Leaf> lists, Origin at) {
    var items = new ArrayList<Node>();
    int weight = 1;
    for (var list : lists) {
      if (!(list.node() instanceof Items(Origin _, List<Node> more))) {
        return list;
      }
      items.addAll(more);
      weight += list.weight();
    }
    return new Leaf(new Items(at, items), weight);
  }

  private static Leaf text(List<Part> parts, Origin at) {
    var text = new StringBuilder();
    for (var part : parts) {
      text.append(part.gap()).append(written(part.shape()));
    }
    return new Leaf(new Scalar(at, Value.of(text.toString()), text.toString()), text.length() + 1);
  }

  private static String written(Shape shape) {
    return switch (shape) {
      case Leaf(Scalar scalar, int _) -> scalar.written();
      case Leaf(Nothing _, int _) -> "null";
      case Leaf _, Fields _, Undefined _ -> "";
    };
  }

  private static boolean isList(Shape shape) {
    return shape instanceof Leaf(Items _, int _);
  }

  private static boolean isText(Shape shape) {
    return shape instanceof Leaf(Scalar _, int _) || shape instanceof Leaf(Nothing _, int _);
  }
}
