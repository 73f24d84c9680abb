package dev.thresher.api;

import dev.thresher.model.Counted;
import java.util.List;

/** Some items of a {@link Mapping} that collects errors failed; all the others have been given. */
public final class ItemsFailed extends ThresherException {
  private static final long serialVersionUID = 1;
  private final long count;
  private final transient List<MappedItem<?, ?>> first;

  /**
   * @param count of failed items
   * @param first the first of them, not all if there are many; at least one
   */
  ItemsFailed(long count, List<MappedItem<?, ?>> first, Throwable cause) {
    super(message(count, first), cause);
    this.count = count;
    this.first = List.copyOf(first);
  }

  private static String message(long count, List<MappedItem<?, ?>> first) {
    var one = first.getFirst();
    return Counted.of(count, "item")
        + " failed, the first is item "
        + one.index()
        + ": "
        + one.outcome();
  }

  /** How many failed. */
  public long count() {
    return count;
  }

  /** The first hundred of them, with index and input, in the order in which they were read. */
  public List<MappedItem<?, ?>> first() {
    return first;
  }
}
