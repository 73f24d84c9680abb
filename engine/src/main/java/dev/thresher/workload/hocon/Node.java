package dev.thresher.workload.hocon;

import dev.thresher.model.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A value of a resolved document, with the place it was written at. */
public sealed interface Node {
  Origin origin();

  /**
   * A text, a number, true or false.
   *
   * @param written as it stands in the file: {@code 007} and {@code 1e6} keep their form
   */
  record Scalar(Origin origin, Value value, String written) implements Node {}

  record Items(Origin origin, List<Node> items) implements Node {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Keys in the order of the text. A key that is {@code null} is left out, as if not written. */
  record Branch(Origin origin, SequencedMap<String, Node> children) implements Node {
    public Branch {
      children = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(children));
    }

    public Optional<Node> find(String key) {
      return Optional.ofNullable(children.get(key));
    }
  }

  /** {@code null}; only within lists. */
  record Nothing(Origin origin) implements Node {}

  /** What was meant is not known; a complaint has been made, so there is nothing to add. */
  record Broken(Origin origin) implements Node {}

  /** What is there, in words for a message. */
  default String described() {
    return switch (this) {
      case Scalar scalar -> Shown.quoted(scalar.written());
      case Items _ -> "a list";
      case Branch _ -> "a block { }";
      case Nothing _ -> "null";
      case Broken _ -> "unreadable";
    };
  }
}
