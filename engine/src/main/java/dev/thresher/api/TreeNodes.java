package dev.thresher.api;

import dev.thresher.api.TreeWork.Absent;
import dev.thresher.api.TreeWork.Merge;
import dev.thresher.api.TreeWork.Node;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a binary tree that wait for their neighbours. The tree is that of a binary counter:
 * its shape depends on the number of items alone. Pure.
 */
final class TreeNodes {
  private final TreeMap<Place, @Nullable Object> waiting = new TreeMap<>();

  // Highest level first: what is left at the end is combined in this order, from left to right.
  private record Place(int level, long index) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byLevel = Integer.compare(other.level, level);
      return byLevel != 0 ? byLevel : Long.compare(index, other.index);
    }
  }

  /** Takes a node in; gives what can be combined now. */
  Optional<Merge> put(Node node) {
    var neighbour = new Place(node.level(), node.index() ^ 1);
    if (!waiting.containsKey(neighbour)) {
      waiting.put(new Place(node.level(), node.index()), node.value());
      return Optional.empty();
    }
    var other = waiting.remove(neighbour);
    boolean isLeft = (node.index() & 1) == 0;
    int level = node.level() + 1;
    long index = node.index() >> 1;
    return Optional.of(
        isLeft
            ? new Merge(level, index, node.value(), other)
            : new Merge(level, index, other, node.value()));
  }

  /**
   * When everything is in: the next two that are left over as a piece of work whose node is to be
   * put in again.
   *
   * @return empty if there are not two
   */
  Optional<Merge> rest() {
    if (waiting.size() < 2) {
      return Optional.empty();
    }
    var left = waiting.pollFirstEntry();
    var right = waiting.pollFirstEntry();
    // In the place of the left one, where it is again the first.
    var place = left.getKey();
    return Optional.of(new Merge(place.level(), place.index(), left.getValue(), right.getValue()));
  }

  /** The one that is left; {@link Absent#VALUE} if there is none. */
  @Nullable Object root() {
    return waiting.isEmpty() ? Absent.VALUE : waiting.firstEntry().getValue();
  }
}
