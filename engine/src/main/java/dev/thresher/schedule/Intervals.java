package dev.thresher.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A set of task indices, kept as disjoint stretches that do not touch: what fares alike costs one
 * entry. Every operation is O(log n) in the number of stretches, plus those that it removes.
 */
public final class Intervals {
  private final TreeMap<Long, Long> untilByFrom = new TreeMap<>();
  private long size;

  public static Intervals of(long from, long until) {
    var intervals = new Intervals();
    intervals.add(from, until);
    return intervals;
  }

  public long size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** Number of stretches, which is what the memory depends on. */
  public int stretches() {
    return untilByFrom.size();
  }

  /** The lowest index; there must be one. */
  public long first() {
    return untilByFrom.firstKey();
  }

  public boolean contains(long index) {
    return containsAll(index, index + 1);
  }

  public boolean containsAll(long from, long until) {
    var stretch = untilByFrom.floorEntry(from);
    return stretch != null && stretch.getValue() >= until;
  }

  /** Whether none of these indices is in the set. */
  public boolean isFree(long from, long until) {
    var before = untilByFrom.lowerEntry(until);
    return before == null || before.getValue() <= from;
  }

  /** The end of the last stretch; 0 if there is none. */
  public long end() {
    var last = untilByFrom.lastEntry();
    return last == null ? 0 : last.getValue();
  }

  /** The lowest index from {@code start} on that is not in the set. */
  public long firstGapFrom(long start) {
    var stretch = untilByFrom.floorEntry(start);
    return stretch == null || stretch.getValue() <= start ? start : stretch.getValue();
  }

  /** The lowest index from {@code start} on that is in the set; the largest long if none is. */
  public long firstFrom(long start) {
    if (contains(start)) {
      return start;
    }
    var after = untilByFrom.higherKey(start);
    return after == null ? Long.MAX_VALUE : after;
  }

  /** Adds indices of which none is in the set yet. */
  public void add(long from, long until) {
    long low = from;
    long high = until;
    var before = untilByFrom.lowerEntry(from);
    if (before != null && before.getValue() == from) {
      low = before.getKey();
    }
    var after = untilByFrom.remove(until);
    if (after != null) {
      high = after;
    }
    untilByFrom.put(low, high);
    size += until - from;
  }

  /** Removes indices that are all in the set. */
  public void remove(long from, long until) {
    var stretch = untilByFrom.floorEntry(from);
    if (stretch == null || stretch.getValue() < until) {
      throw new IllegalArgumentException("not in the set: " + from + ".." + (until - 1));
    }
    if (stretch.getKey() < from) {
      untilByFrom.put(stretch.getKey(), from);
    } else {
      untilByFrom.remove(from);
    }
    if (until < stretch.getValue()) {
      untilByFrom.put(until, stretch.getValue());
    }
    size -= until - from;
  }

  long countBelow(long limit) {
    long count = 0;
    for (var stretch : untilByFrom.headMap(limit).entrySet()) {
      count += Math.min(limit, stretch.getValue()) - stretch.getKey();
    }
    return count;
  }

  /**
   * The index from which on, below {@code limit}, there are {@code count} indices; there must be as
   * many.
   */
  long startOfLast(long count, long limit) {
    long left = count;
    for (var stretch : untilByFrom.headMap(limit, false).descendingMap().entrySet()) {
      long until = Math.min(limit, stretch.getValue());
      if (until - stretch.getKey() >= left) {
        return until - left;
      }
      left -= until - stretch.getKey();
    }
    throw new IllegalArgumentException("fewer than " + count + " below " + limit);
  }

  /** Every index, ascending: a copy. */
  List<Long> indices() {
    return firstOnes(size);
  }

  /** The lowest {@code most} of the indices. */
  List<Long> firstOnes(long most) {
    var indices = new ArrayList<Long>();
    for (var stretch : untilByFrom.entrySet()) {
      long until = Math.min(stretch.getValue(), stretch.getKey() + most - indices.size());
      LongStream.range(stretch.getKey(), until).forEach(indices::add);
    }
    return indices;
  }

  /** First index to end of each stretch, ascending. Read only. */
  public Iterable<Map.Entry<Long, Long>> ascending() {
    return Collections.unmodifiableMap(untilByFrom).entrySet();
  }
}
