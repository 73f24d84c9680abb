package dev.thresher.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The data that workload files, built-in kinds, commands and foreign functions speak: what JSON can
 * say, with whole numbers and reals kept apart and bytes added.
 *
 * <p>Values are immutable, compare by content, and keep the order in which fields were given, so
 * that every rendering of one value is the same text in every JVM.
 */
public sealed interface Value {

  /** Nothing was given: JSON's null. */
  enum Absent implements Value {
    ABSENT
  }

  record Truth(boolean value) implements Value {}

  record Whole(long value) implements Value {}

  record Real(double value) implements Value {}

  record Text(String value) implements Value {}

  record Binary(Bytes value) implements Value {}

  record Sequence(List<Value> items) implements Value {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** Named values in the order in which they were given. */
  record Fields(Map<String, Value> entries) implements Value {
    public static final Fields NONE = new Fields(Map.of());

    public Fields {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    public static Fields of(String name, Value value) {
      return new Fields(Map.of(name, value));
    }

    public Optional<Value> find(String name) {
      return Optional.ofNullable(entries.get(name));
    }

    /**
     * @throws IllegalArgumentException naming the missing field and those that are there
     */
    public Value get(String name) {
      return find(name)
          .orElseThrow(() ->
              new IllegalArgumentException("no field " + name + " among " + entries.keySet()));
    }

    public long whole(String name) {
      return get(name).asWhole();
    }

    public double real(String name) {
      return get(name).asReal();
    }

    public String text(String name) {
      return get(name).asText();
    }

    public boolean truth(String name) {
      return get(name).asTruth();
    }

    /** This with one field set; a field that is there keeps its place. */
    public Fields with(String name, Value value) {
      var copy = new LinkedHashMap<>(entries);
      copy.put(name, value);
      return new Fields(copy);
    }

    /** This with all fields of {@code over} set; on a clash {@code over} wins. */
    public Fields with(Fields over) {
      if (over.entries.isEmpty()) {
        return this;
      }
      var copy = new LinkedHashMap<>(entries);
      copy.putAll(over.entries);
      return new Fields(copy);
    }
  }

  static Value of(boolean value) {
    return new Truth(value);
  }

  static Value of(long value) {
    return new Whole(value);
  }

  static Value of(double value) {
    return new Real(value);
  }

  static Value of(String value) {
    return new Text(value);
  }

  /**
   * @throws IllegalArgumentException unless this is a whole number
   */
  default long asWhole() {
    if (this instanceof Whole(long value)) {
      return value;
    }
    throw new IllegalArgumentException("not a whole number: " + this);
  }

  /** A whole number is taken as the nearest double. */
  default double asReal() {
    return switch (this) {
      case Real(double value) -> value;
      case Whole(long value) -> value;
      case Absent _, Truth _, Text _, Binary _, Sequence _, Fields _ ->
          throw new IllegalArgumentException("not a number: " + this);
    };
  }

  default String asText() {
    if (this instanceof Text(String value)) {
      return value;
    }
    throw new IllegalArgumentException("not a text: " + this);
  }

  default boolean asTruth() {
    if (this instanceof Truth(boolean value)) {
      return value;
    }
    throw new IllegalArgumentException("neither true nor false: " + this);
  }

  default Bytes asBinary() {
    if (this instanceof Binary(Bytes value)) {
      return value;
    }
    throw new IllegalArgumentException("not bytes: " + this);
  }

  default List<Value> asSequence() {
    if (this instanceof Sequence(List<Value> items)) {
      return items;
    }
    throw new IllegalArgumentException("not a list: " + this);
  }

  default Fields asFields() {
    if (this instanceof Fields fields) {
      return fields;
    }
    throw new IllegalArgumentException("not named fields: " + this);
  }
}
