package dev.thresher.data;

import dev.thresher.model.Value.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stretches of records that were used last, by their numbers. */
final class KeptStretches extends LinkedHashMap<Long, List<Fields>> {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 8;

  KeptStretches() {
    super(16, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<Long, List<Fields>> eldest) {
    return size() > MOST;
  }
}
