package dev.thresher.data;

import java.util.ArrayList;
import java.util.List;

/** Where every so many records begin. The step doubles so that the index stays small. */
final class SparseIndex {
  static final int FIRST_STRIDE = 1024;
  static final int MOST = 1 << 16;

  private final List<Long> offsets = new ArrayList<>();
  private int stride = FIRST_STRIDE;
  private long records;

  void add(long offset) {
    if (records % stride == 0) {
      if (offsets.size() == MOST) {
        halve();
      }
      if (records % stride == 0) {
        offsets.add(offset);
      }
    }
    records++;
  }

  private void halve() {
    stride *= 2;
    for (int i = 0; i < offsets.size() / 2; i++) {
      offsets.set(i, offsets.get(2 * i));
    }
    offsets.subList(offsets.size() / 2, offsets.size()).clear();
  }

  long records() {
    return records;
  }

  int stride() {
    return stride;
  }

  List<Long> offsets() {
    return List.copyOf(offsets);
  }
}
