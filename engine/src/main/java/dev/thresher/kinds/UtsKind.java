package dev.thresher.kinds;

import dev.thresher.kernel.TreeCount;
import dev.thresher.kernel.TreeFrontier;
import dev.thresher.kernel.TreeNode;
import dev.thresher.kernel.TreeWalk;
import dev.thresher.kernel.UnbalancedTree;
import dev.thresher.kernel.UnbalancedTree.Binomial;
import dev.thresher.kernel.UnbalancedTree.Geometric;
import dev.thresher.model.Bytes;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Division;
import dev.thresher.task.Parameter;
import dev.thresher.task.Parameter.Type.Choice;
import dev.thresher.task.Parameter.Type.WholeBetween;
import dev.thresher.task.Reducer;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.util.LinkedHashMap;
import java.util.List;

/** {@code uts}: counts the nodes of an unbalanced tree, see {@link UnbalancedTree}. */
final class UtsKind implements TaskKind {
  private static final String TREE = "tree";
  private static final String TASKS = "tasks";
  private static final String STATE = "state";
  private static final String DEPTH = "depth";
  private static final String NODES = "nodes";
  private static final String LEAVES = "leaves";
  private static final int MOST_TASKS = 1 << 16;
  private static final int CHUNK = 8192; // nodes between two looks at the context: 1 or 2 ms

  @Override
  public String name() {
    return "uts";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "searches a tree whose subtrees differ enormously in size (a test of load balancing)";
  }

  @Override
  public String source() {
    return "UTS: An Unbalanced Tree Search Benchmark, Olivier et al., LCPC 2006,"
        + " https://doi.org/10.1007/978-3-540-72521-3_18";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.optional(
            TREE,
            new Choice(List.of("T1", "T3", "T1L", "T3L")),
            "",
            "the benchmark's tree: geometric (T1) or binomial (T3); L is the large one",
            Value.of("T1")),
        Parameter.optional(
            TASKS,
            new WholeBetween(1, MOST_TASKS),
            "subtrees",
            "into how many subtrees the tree is cut, roughly",
            Value.of(256L)));
  }

  @Override
  public List<String> resultFields() {
    return List.of(NODES, DEPTH, LEAVES);
  }

  @Override
  public Division divide(Fields constants) {
    var tree = treeOf(constants);
    return new Subtrees(TreeFrontier.of(tree, Math.toIntExact(constants.whole(TASKS))));
  }

  @Override
  public Value run(Fields arguments, TaskContext context) throws InterruptedException {
    if (arguments.find(NODES).isPresent()) {
      return write(read(arguments)); // what lies above the cut was counted by cutting
    }
    var tree = treeOf(arguments);
    var walk = new TreeWalk(tree, startOf(arguments, tree));
    while (walk.advance(CHUNK)) {
      context.stopIfCancelled();
    }
    return write(walk.count());
  }

  @Override
  public Reducer reducer() {
    return new Counts();
  }

  private static TreeNode startOf(Fields arguments, UnbalancedTree tree) {
    return arguments
        .find(STATE)
        .map(state ->
            TreeNode.of(state.asBinary().toArray(), Math.toIntExact(arguments.whole(DEPTH))))
        .orElseGet(() -> TreeNode.root(tree));
  }

  // Parameters as in sample_trees.sh of the benchmark.
  private static UnbalancedTree treeOf(Fields arguments) {
    var name = arguments.text(TREE);
    return switch (name) {
      case "T1" -> new Geometric(19, 4, 10);
      case "T1L" -> new Geometric(29, 4, 13);
      case "T3" -> new Binomial(42, 2000, 8, 0.124875);
      case "T3L" -> new Binomial(7, 2000, 5, 0.200014);
      default -> throw new IllegalArgumentException("tree must be T1, T3, T1L or T3L, not " + name);
    };
  }

  /** The first piece is what lies above the cut, the others are the subtrees below it. */
  private record Subtrees(TreeFrontier frontier) implements Division {
    @Override
    public long size() {
      return 1L + frontier.subtrees().size();
    }

    @Override
    public Fields row(long index) {
      if (index == 0) {
        return write(frontier.above());
      }
      var root = frontier.subtrees().get(Math.toIntExact(index - 1));
      var row = new LinkedHashMap<String, Value>();
      row.put(STATE, new Value.Binary(Bytes.adopt(root.state())));
      row.put(DEPTH, Value.of(root.depth()));
      return new Fields(row);
    }
  }

  private record Counts() implements Reducer {
    @Override
    public Value combine(Value left, Value right) {
      return write(read(left.asFields()).plus(read(right.asFields())));
    }

    @Override
    public Value finish(Value combined, Fields constants) {
      return combined;
    }
  }

  private static Fields write(TreeCount count) {
    var fields = new LinkedHashMap<String, Value>();
    fields.put(NODES, Value.of(count.nodes()));
    fields.put(DEPTH, Value.of(count.depth()));
    fields.put(LEAVES, Value.of(count.leaves()));
    return new Fields(fields);
  }

  private static TreeCount read(Fields fields) {
    return new TreeCount(
        fields.whole(NODES), Math.toIntExact(fields.whole(DEPTH)), fields.whole(LEAVES));
  }
}
