package dev.thresher.workload.hocon;

import dev.thresher.model.Value;
import dev.thresher.workload.hocon.Mentions.Mention;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Broken;
import dev.thresher.workload.hocon.Node.Items;
import dev.thresher.workload.hocon.Node.Nothing;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Shape.Fields;
import dev.thresher.workload.hocon.Shape.Leaf;
import dev.thresher.workload.hocon.Shape.Undefined;
import dev.thresher.workload.hocon.Written.Bare;
import dev.thresher.workload.hocon.Written.Block;
import dev.thresher.workload.hocon.Written.Braces;
import dev.thresher.workload.hocon.Written.Brackets;
import dev.thresher.workload.hocon.Written.Concatenation;
import dev.thresher.workload.hocon.Written.Cut;
import dev.thresher.workload.hocon.Written.Field;
import dev.thresher.workload.hocon.Written.Gap;
import dev.thresher.workload.hocon.Written.Included;
import dev.thresher.workload.hocon.Written.Piece;
import dev.thresher.workload.hocon.Written.Quoted;
import dev.thresher.workload.hocon.Written.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Replaces references and merges what was said of each key, lazily: a reference evaluates the keys
 * on its path and no others. A value that refers to its own key stands for what was said of that
 * key before, as HOCON has it; keys that refer to each other in a circle are refused.
 */
final class Resolver {
  private static final String NO_BLOCK = "this must be a block { }";

  private final Complaints complaints;
  private final Effort effort;
  private final Set<List<String>> referenced = new LinkedHashSet<>();
  private final Cell root = new Cell();
  private int depth;
  private Cell innermost = root;

  /**
   * @param layers blocks, the later ones over the earlier
   */
  Resolver(List<Mention> layers, Complaints complaints, Effort effort) {
    this.complaints = complaints;
    this.effort = effort;
    for (var layer : layers) {
      root.definitions.add(
          new Cell.Text(layer.at(), false, layer.value(), List.of(), layer.includedAt()));
    }
  }

  /**
   * Empty if a layer refers to nothing, which has been complained of.
   *
   * @throws Refusal beyond a limit, or if a layer is no block
   */
  Optional<Branch> root() {
    for (var definition : root.definitions) {
      if (!definition.mayBeBlock()) {
        throw new Refusal(((Cell.Text) definition).at(), NO_BLOCK);
      }
    }
    var node = complete(root).orElseThrow();
    return switch (node) {
      case Branch branch -> Optional.of(branch);
      case Broken _ -> Optional.empty();
      case Scalar _, Items _, Nothing _ -> throw new Refusal(node.origin(), NO_BLOCK);
    };
  }

  /** Paths that values which count in the end refer to; complete after {@link #root}. */
  Set<List<String>> referenced() {
    return Set.copyOf(referenced);
  }

  private Optional<Node> complete(Cell cell) {
    if (cell.completing) {
      var at = cell.firstMention();
      complaints.add(at, "this contains itself by way of a reference");
      return Optional.of(new Broken(at));
    }
    var known = cell.completed;
    if (known != null) {
      effort.repeated(known.weight(), known.node().origin());
      return Optional.of(known.node());
    }
    cell.completing = true;
    long before = effort.resolved();
    var node = complete(open(cell)).filter(found -> !(found instanceof Nothing));
    cell.completing = false;
    if (cell.settled != null) {
      node.ifPresent(
          found -> cell.completed = new Cell.Completed(found, effort.resolved() - before));
    }
    return node;
  }

  private Optional<Node> complete(Shape shape) {
    return switch (shape) {
      case Undefined() -> Optional.empty();
      case Leaf(Node node, int weight) -> {
        effort.resolved(weight, node.origin());
        yield Optional.of(node);
      }
      case Fields(Origin at, SequencedMap<String, Cell> cells, boolean _) -> {
        Effort.resolvingDepth(++depth, at);
        effort.resolved(cells.size(), at);
        var children = new LinkedHashMap<String, Node>();
        cells.forEach((key, cell) -> complete(cell).ifPresent(child -> children.put(key, child)));
        depth--;
        yield Optional.of(new Branch(at, children));
      }
    };
  }

  private Shape open(Cell cell) {
    if (cell.settled != null) {
      return cell.settled;
    }
    if (cell.evaluating != Cell.IDLE) {
      return lookBack(cell);
    }
    var outer = innermost;
    innermost = cell;
    var shape = upTo(cell, cell.definitions.size());
    innermost = outer;
    cell.settled = shape;
    return shape;
  }

  // By way of another key, what "before" means would depend on which of the two is read first.
  private Shape lookBack(Cell cell) {
    return cell == innermost ? upTo(cell, cell.evaluating) : Shape.UNDEFINED;
  }

  /** What the first {@code limit} definitions say together. */
  private Shape upTo(Cell cell, int limit) {
    int outer = cell.evaluating;
    var layers = new ArrayDeque<Fields>();
    depth++;
    Shape lowerEnd = Shape.UNDEFINED;
    for (int i = limit - 1; i >= 0 && lowerEnd instanceof Undefined; i--) {
      if (!layers.isEmpty() && !cell.definitions.get(i).mayBeBlock()) {
        break; // a later block replaces it, whatever it says
      }
      cell.evaluating = i;
      switch (definition(cell, i)) {
        case Undefined() -> {}
        case Leaf leaf -> lowerEnd = leaf;
        case Fields fields -> layers.addFirst(fields);
      }
    }
    depth--;
    cell.evaluating = outer;
    return layers.isEmpty() ? lowerEnd : Shape.merged(List.copyOf(layers));
  }

  private Shape definition(Cell cell, int index) {
    return switch (cell.definitions.get(index)) {
      case Cell.Same(Cell same) -> foreign(open(same));
      case Cell.Text text when text.append() -> appended(cell, index);
      case Cell.Text text -> {
        Effort.resolvingDepth(depth, text.at());
        yield concatenation(text.value(), text, text.at());
      }
    };
  }

  private static Shape foreign(Shape shape) {
    return shape instanceof Fields fields ? fields.foreign() : shape;
  }

  // All neighbouring += at once: one by one they would copy the list each time.
  private Shape appended(Cell cell, int last) {
    int first = last;
    while (first > 0 && isAppend(cell.definitions.get(first - 1))) {
      first--;
    }
    var items = new ArrayList<Leaf>();
    switch (upTo(cell, first)) {
      case Undefined() -> {}
      case Leaf leaf when leaf.node() instanceof Items || leaf.isBroken() -> items.add(leaf);
      case Leaf _, Fields _ -> items.add(addsToNoList((Cell.Text) cell.definitions.get(first)));
    }
    for (int i = first; i <= last; i++) {
      cell.evaluating = i;
      var text = (Cell.Text) cell.definitions.get(i);
      items.add(list(List.of(text.value()), text, text.at()));
    }
    return Joining.lists(items, items.getFirst().node().origin());
  }

  private static boolean isAppend(Cell.Definition definition) {
    return definition instanceof Cell.Text text && text.append();
  }

  private Leaf addsToNoList(Cell.Text append) {
    complaints.add(append.at(), "+= adds to a list, but what was there before is none");
    return Shape.broken(append.at());
  }

  private Shape concatenation(Concatenation value, Cell.Text context, Origin at) {
    if (value.pieces().size() == 1) {
      return shape(value.pieces().getFirst(), context, at);
    }
    var parts = new ArrayList<Joining.Part>();
    for (var piece : value.pieces()) {
      var gap = piece instanceof Gap(String text) ? text : "";
      parts.add(new Joining.Part(gap, shape(piece, context, at)));
    }
    return Joining.join(parts, at, complaints);
  }

  private Shape shape(Piece piece, Cell.Text context, Origin at) {
    return switch (piece) {
      case Gap _ -> Shape.UNDEFINED;
      case Cut _ -> Shape.broken(at);
      case Bare(String text) when text.equals("null") -> new Leaf(new Nothing(at), 1);
      case Bare(String text) -> scalar(at, Numbers.value(text), text);
      case Quoted(String text) -> scalar(at, Value.of(text), text);
      case Braces(Block block, boolean _) -> fields(block, context, at);
      case Brackets(List<Concatenation> items) -> list(items, context, at);
      case Reference reference -> referenced(reference, context, at);
    };
  }

  private static Leaf scalar(Origin at, Value value, String written) {
    return new Leaf(new Scalar(at, value, written), written.length() + 1);
  }

  private Fields fields(Block block, Cell.Text context, Origin at) {
    var cells = new LinkedHashMap<String, Cell>();
    define(cells, block, context.path(), context.includedAt());
    return new Fields(at, cells, true);
  }

  private static void define(
      SequencedMap<String, Cell> cells, Block block, List<String> path, List<String> includedAt) {
    for (var statement : block.statements()) {
      switch (statement) {
        case Field(Origin at, String key, boolean append, Concatenation value) ->
            cells
                .computeIfAbsent(key, _ -> new Cell())
                .definitions
                .add(new Cell.Text(at, append, value, Paths.child(path, key), includedAt));
        case Included(Block content) -> define(cells, content, path, path);
      }
    }
  }

  // Items are completed at once: what an item refers to must not be this list.
  private Leaf list(List<Concatenation> values, Cell.Text context, Origin at) {
    var items = new ArrayList<Node>();
    int weight = 1;
    for (var value : values) {
      var shape = concatenation(value, context, value.at());
      complete(shape).ifPresent(items::add);
      weight += shape instanceof Leaf leaf ? leaf.weight() : 1;
    }
    return new Leaf(new Items(at, items), weight);
  }

  private Shape referenced(Reference reference, Cell.Text context, Origin at) {
    var cell = find(reference.path(), context.includedAt());
    if (cell.isEmpty()) {
      complaints.add(unknown(reference, at));
      return Shape.broken(at);
    }
    return switch (open(cell.get())) {
      case Undefined undefined when reference.optional() && isIdle(cell.get()) -> undefined;
      case Undefined() -> {
        complaints.add(at, shown(reference) + " refers back to the value it is part of");
        yield Shape.broken(at);
      }
      case Leaf leaf -> used(leaf, at);
      case Fields fields -> fields.foreign();
    };
  }

  private boolean isIdle(Cell cell) {
    return cell == innermost || cell.evaluating == Cell.IDLE;
  }

  // A scalar is blamed where it is used, what is in a list where it stands.
  private Leaf used(Leaf leaf, Origin at) {
    effort.resolved(leaf.weight(), at);
    return leaf.node() instanceof Scalar(Origin _, Value value, String written)
        ? new Leaf(new Scalar(at, value, written), leaf.weight())
        : leaf;
  }

  private Optional<Cell> find(List<String> path, List<String> includedAt) {
    if (!includedAt.isEmpty()) {
      var inner = new ArrayList<>(includedAt);
      inner.addAll(path);
      var found = find(inner);
      if (found.isPresent()) {
        referenced.add(inner);
        return found;
      }
    }
    var found = find(path);
    if (found.isPresent()) {
      referenced.add(path);
    }
    return found;
  }

  private Optional<Cell> find(List<String> path) {
    var cell = root;
    for (var key : path) {
      if (!(open(cell) instanceof Fields fields) || !fields.cells().containsKey(key)) {
        return Optional.empty();
      }
      cell = fields.cells().get(key);
    }
    return Optional.of(cell);
  }

  private Complaint unknown(Reference reference, Origin at) {
    var message =
        shown(reference)
            + " names nothing in this file; the environment is not read: declare it in params { } and set it with --set";
    // Looking for similar names refers to nothing.
    var siblings = find(reference.path().subList(0, reference.path().size() - 1));
    var keys =
        siblings.isPresent() && open(siblings.get()) instanceof Fields fields
            ? fields.cells().sequencedKeySet()
            : Set.<String>of();
    return new Complaint(at, message, Spelling.nearest(reference.path().getLast(), keys));
  }

  private static String shown(Reference reference) {
    return "${" + (reference.optional() ? "?" : "") + Paths.shown(reference.path()) + "}";
  }
}
