package dev.thresher.workload.hocon;

import dev.thresher.workload.hocon.Written.Block;
import dev.thresher.workload.hocon.Written.Braces;
import dev.thresher.workload.hocon.Written.Concatenation;
import dev.thresher.workload.hocon.Written.Field;
import dev.thresher.workload.hocon.Written.Included;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a text says of one path, as it is written: references are not followed. */
final class Mentions {
  private final List<Mention> found = new ArrayList<>();

  private Mentions() {}

  /**
   * @param includedAt path of the block that includes the file; empty if that is the document
   */
  record Mention(Origin at, Concatenation value, List<String> includedAt) {}

  /** In the order of the text. */
  static List<Mention> of(Block document, List<String> path) {
    var mentions = new Mentions();
    mentions.collect(document, path, 0, List.of());
    return mentions.found;
  }

  private void collect(Block block, List<String> path, int depth, List<String> includedAt) {
    for (var statement : block.statements()) {
      switch (statement) {
        case Field field when field.key().equals(path.get(depth)) ->
            collect(field, path, depth + 1, includedAt);
        case Field _ -> {}
        case Included(Block content) -> collect(content, path, depth, path.subList(0, depth));
      }
    }
  }

  private void collect(Field field, List<String> path, int depth, List<String> includedAt) {
    if (depth == path.size()) {
      found.add(new Mention(field.at(), field.value(), includedAt));
      return;
    }
    for (var piece : field.value().pieces()) {
      if (piece instanceof Braces(Block inner, boolean _)) {
        collect(inner, path, depth, includedAt);
      }
    }
  }

  /** Keys within the blocks at a path, in the order of the text. */
  static Set<String> keys(Block document, List<String> path) {
    var keys = new LinkedHashSet<String>();
    for (var mention : of(document, path)) {
      for (var piece : mention.value().pieces()) {
        if (piece instanceof Braces(Block inner, boolean _)) {
          addKeys(inner, keys);
        }
      }
    }
    return keys;
  }

  private static void addKeys(Block block, Set<String> keys) {
    for (var statement : block.statements()) {
      switch (statement) {
        case Field field -> keys.add(field.key());
        case Included(Block content) -> addKeys(content, keys);
      }
    }
  }
}
