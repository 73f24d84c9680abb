package dev.thresher.journal;

import dev.thresher.model.Bytes;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * All that the results of a stage depend on, but for the content of files ({@link Entry.FileRead}).
 * The engine's version is not part of it, and neither is what becomes of the results.
 *
 * @param name by which a stage is known from one life of a run to the next
 * @param body what its tasks execute, in words
 * @param code digest of that: definition, classes, jars, scripts
 * @param constants arguments that all tasks share
 * @param inputs digest of what the tasks are given beyond that
 * @param rows digest of how the rows of other stages are made that this one runs over, and of the
 *     order of stages; the same for all that stand alone
 */
public record StageIdentity(
    String name, String body, Bytes code, Fields constants, Bytes inputs, Bytes rows) {
  /** In what this differs from an earlier identity, in words for the user; empty if in nothing. */
  public List<String> changesSince(StageIdentity earlier) {
    var changes = new ArrayList<String>();
    if (!body.equals(earlier.body)) {
      changes.add("it was " + earlier.body + " and is " + body);
    } else if (!code.equals(earlier.code)) {
      changes.add("the code of " + body + " has changed");
    }
    addConstants(earlier.constants, changes);
    if (!inputs.equals(earlier.inputs)) {
      changes.add("its inputs are other ones");
    }
    if (!rows.equals(earlier.rows)) {
      changes.add("the stages before it have changed");
    }
    return changes;
  }

  private void addConstants(Fields earlier, List<String> changes) {
    var names = new TreeSet<>(constants.entries().keySet());
    names.addAll(earlier.entries().keySet());
    for (var name : names) {
      var before = shown(earlier, name);
      var now = shown(constants, name);
      if (!before.equals(now)) {
        changes.add(name + " was " + before + " and is " + now);
      }
    }
  }

  private static String shown(Fields fields, String name) {
    return fields.find(name).map(JsonText::of).orElse("not given");
  }
}
