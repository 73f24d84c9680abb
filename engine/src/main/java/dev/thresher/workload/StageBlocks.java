package dev.thresher.workload;

import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Origin;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * The blocks of a stage; one that is not there is empty.
 *
 * @param output where results go, if that is said; not a block
 * @param areDoubtful whether one of them could not be read, so that what it holds is not known
 * @param seed of everything random; 0 if none is given
 */
record StageBlocks(
    Branch task,
    Branch each,
    Branch params,
    Optional<Node> output,
    boolean areDoubtful,
    long seed) {

  /** Complains of what should be a block and is none. */
  static StageBlocks of(Branch stage, Scalars scalars) {
    var task = block(stage, "task", scalars);
    var each = block(stage, "each", scalars);
    var params = block(stage, "params", scalars);
    return new StageBlocks(
        task.orElse(empty(stage.origin())),
        each.orElse(empty(stage.origin())),
        params.orElse(empty(stage.origin())),
        stage.find("output"),
        isUnreadable(stage, "each", each) || isUnreadable(stage, "params", params),
        seed(stage, scalars));
  }

  private static long seed(Branch stage, Scalars scalars) {
    return stage
        .find("seed")
        .map(node -> scalars.whole(node, "seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(0))
        .orElse(0L);
  }

  private static Optional<Branch> block(Branch stage, String key, Scalars scalars) {
    var node = stage.find(key);
    if (node.isPresent() && !(node.get() instanceof Branch)) {
      scalars.complain(node.get(), key, "a block { }");
    }
    return node.filter(Branch.class::isInstance).map(Branch.class::cast);
  }

  private static boolean isUnreadable(Branch stage, String key, Optional<Branch> block) {
    return block.isEmpty() && stage.find(key).isPresent();
  }

  private static Branch empty(Origin at) {
    return new Branch(at, new LinkedHashMap<>());
  }
}
