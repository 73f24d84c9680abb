package dev.thresher.execute.bodies;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The environment of this process as C takes it, made once: it is long, and most commands add
 * little.
 */
final class InheritedEnvironment {
  private final Set<String> names = new LinkedHashSet<>();
  private final MemorySegment array;

  /**
   * @param arena as long as which it is of use
   */
  InheritedEnvironment(Map<String, String> environment, Arena arena) {
    array = arena.allocate(ADDRESS, environment.size());
    environment.forEach((name, value) -> {
      array.setAtIndex(ADDRESS, names.size(), arena.allocateFrom(name + "=" + value));
      names.add(name);
    });
  }

  /**
   * The address of an array of variables: these, and the inherited ones that have other names.
   *
   * @param arena as long as which the array lives
   */
  long with(Map<String, String> variables, Arena arena) {
    var whole = arena.allocate(ADDRESS, names.size() + variables.size() + 1L);
    int size = inherit(variables, whole);
    for (var variable : variables.entrySet()) {
      var text = variable.getKey() + "=" + variable.getValue();
      whole.setAtIndex(ADDRESS, size++, arena.allocateFrom(text));
    }
    whole.setAtIndex(ADDRESS, size, MemorySegment.NULL);
    return whole.address();
  }

  private int inherit(Map<String, String> but, MemorySegment to) {
    if (Collections.disjoint(names, but.keySet())) {
      MemorySegment.copy(array, 0, to, 0, array.byteSize());
      return names.size();
    }
    int size = 0;
    int position = 0;
    for (var name : names) {
      if (!but.containsKey(name)) {
        to.setAtIndex(ADDRESS, size++, array.getAtIndex(ADDRESS, position));
      }
      position++;
    }
    return size;
  }
}
