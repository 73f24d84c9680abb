package dev.thresher.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.thresher.model.Bytes;
import dev.thresher.model.Value;
import dev.thresher.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The engine's own values. */
final class ValueMapping {
  private ValueMapping() {}

  /**
   * @throws UnencodableException if the value is nested too deep or holds a text that is no Unicode
   */
  static Wire.Value toWire(Value value) {
    return toWire(value, WireLimits.VALUE_NESTING);
  }

  static Wire.Fields toWire(Value.Fields fields) {
    return fields(fields, WireLimits.VALUE_NESTING);
  }

  private static Wire.Value toWire(Value value, int levelsLeft) {
    var wire = Wire.Value.newBuilder();
    switch (value) {
      case Value.Absent _ -> wire.setAbsent(Wire.Absent.getDefaultInstance());
      case Value.Truth(boolean truth) -> wire.setTruth(truth);
      case Value.Whole(long whole) -> wire.setWhole(whole);
      case Value.Real(double real) -> wire.setReal(real);
      case Value.Text(String text) -> wire.setText(wellFormed(text));
      case Value.Binary(Bytes bytes) -> wire.setBinary(toWire(bytes));
      case Value.Sequence(List<Value> items) -> wire.setSequence(sequence(items, levelsLeft));
      case Value.Fields fields -> wire.setFields(fields(fields, levelsLeft));
    }
    return wire.build();
  }

  private static Wire.Sequence sequence(List<Value> items, int levelsLeft) {
    requireLevel(levelsLeft);
    var wire = Wire.Sequence.newBuilder();
    for (var item : items) {
      wire.addItems(toWire(item, levelsLeft - 1));
    }
    return wire.build();
  }

  private static Wire.Fields fields(Value.Fields fields, int levelsLeft) {
    requireLevel(levelsLeft);
    var wire = Wire.Fields.newBuilder();
    fields
        .entries()
        .forEach((name, value) ->
            wire.addNames(wellFormed(name)).addValues(toWire(value, levelsLeft - 1)));
    return wire.build();
  }

  private static void requireLevel(int levelsLeft) {
    if (levelsLeft == 0) {
      throw new UnencodableException(
          "lists and fields are nested deeper than " + WireLimits.VALUE_NESTING + " levels");
    }
  }

  // Protobuf would write a question mark for half a surrogate pair, without a word.
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        boolean pair =
            Character.isHighSurrogate(unit)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new UnencodableException("a text holds half a surrogate pair at position " + i);
        }
        i++;
      }
    }
    return text;
  }

  static Value fromWire(Wire.Value wire) {
    return switch (wire.getKindCase()) {
      case ABSENT -> Value.Absent.ABSENT;
      case TRUTH -> new Value.Truth(wire.getTruth());
      case WHOLE -> new Value.Whole(wire.getWhole());
      case REAL -> new Value.Real(wire.getReal());
      case TEXT -> new Value.Text(wire.getText());
      case BINARY -> new Value.Binary(fromWire(wire.getBinary()));
      case SEQUENCE -> new Value.Sequence(values(wire.getSequence().getItemsList()));
      case FIELDS -> fromWire(wire.getFields());
      case KIND_NOT_SET -> throw new MalformedFrameException("Value.kind is missing");
    };
  }

  static List<Value> values(List<Wire.Value> wire) {
    var values = new ArrayList<Value>(wire.size());
    for (var value : wire) {
      values.add(fromWire(value));
    }
    return values;
  }

  static Value.Fields fromWire(Wire.Fields wire) {
    Check.that(
        wire.getNamesCount() == wire.getValuesCount(),
        "Fields has " + wire.getNamesCount() + " names and " + wire.getValuesCount() + " values");
    Map<String, Value> entries = LinkedHashMap.newLinkedHashMap(wire.getNamesCount());
    for (int i = 0; i < wire.getNamesCount(); i++) {
      var earlier = entries.put(wire.getNames(i), fromWire(wire.getValues(i)));
      Check.that(earlier == null, "Fields names a field twice");
    }
    return new Value.Fields(entries);
  }

  // One copy, as in ByteString.copyFrom, but without two buffers around each number.
  static ByteString toWire(Bytes bytes) {
    return UnsafeByteOperations.unsafeWrap(bytes.toArray());
  }

  static Bytes fromWire(ByteString wire) {
    return Bytes.adopt(wire.toByteArray());
  }
}
