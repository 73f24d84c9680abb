package dev.thresher.workload;

import dev.thresher.workload.StageReader.Source;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of the rows over which a stage runs: those of {@code each}, where files bring theirs
 * under their own names, or those of another stage.
 *
 * @param names each once
 * @param labels entries of {@code each} that are no columns but stand for a file, with its columns
 * @param areDoubtful whether there may be more: a file could not be read, or only the rows tell
 */
record InputColumns(List<String> names, Map<String, List<String>> labels, boolean areDoubtful) {
  InputColumns {
    names = List.copyOf(names);
  }

  static InputColumns of(StageBlocks blocks, RecordInputs records, Optional<Source> from) {
    var names = new LinkedHashSet<>(records.columns(blocks.each()));
    from.ifPresent(source -> names.addAll(source.columns()));
    var labels = new LinkedHashMap<String, List<String>>();
    for (var name : blocks.each().children().keySet()) {
      records
          .find(name)
          .filter(_ -> !names.contains(name))
          .ifPresent(given -> labels.put(name, given.columns()));
    }
    boolean onlyRowsTell = from.filter(source -> source.columns().isEmpty()).isPresent();
    return new InputColumns(
        List.copyOf(names), labels, onlyRowsTell || blocks.areDoubtful() || records.areDoubtful());
  }

  /** Whether the stage has one task only, which is given no row. */
  boolean areNone() {
    return names.isEmpty() && !areDoubtful;
  }
}
