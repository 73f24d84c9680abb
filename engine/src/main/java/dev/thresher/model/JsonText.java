package dev.thresher.model;

import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Binary;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Real;
import dev.thresher.model.Value.Sequence;
import dev.thresher.model.Value.Text;
import dev.thresher.model.Value.Truth;
import dev.thresher.model.Value.Whole;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;

/**
 * Values as JSON, the same text for the same value everywhere.
 *
 * <p>A whole number is an integer; a real is the shortest decimal that reads back as the same
 * double, and {@code "NaN"}, {@code "Infinity"} or {@code "-Infinity"} where JSON has no number;
 * bytes are {@code {"bytes": length, "sha256": hex}}. Whatever could disturb a terminal is escaped.
 */
public final class JsonText {
  private static final String STEP = "  ";

  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  private JsonText(boolean indented) {
    this.indented = indented;
  }

  /** On one line, without spaces that nobody needs. */
  public static String of(Value value) {
    return render(value, false);
  }

  /** For files that people open: a field a line; a list of plain values stays on one line. */
  public static String indented(Value value) {
    return render(value, true);
  }

  private static String render(Value value, boolean indented) {
    var text = new JsonText(indented);
    text.append(value, "\n");
    return text.out.toString();
  }

  private void append(Value value, String lineStart) {
    switch (value) {
      case Absent _ -> out.append("null");
      case Truth(boolean truth) -> out.append(truth);
      case Whole(long whole) -> out.append(whole);
      case Real(double real) -> appendReal(real);
      case Text(String text) -> appendString(text);
      case Binary(Bytes bytes) -> append(digestOf(bytes), lineStart);
      case Sequence sequence -> appendSequence(sequence, lineStart);
      case Fields fields -> appendFields(fields, lineStart);
    }
  }

  private void appendReal(double real) {
    if (Double.isFinite(real)) {
      out.append(real);
    } else {
      out.append('"').append(real).append('"');
    }
  }

  private void appendSequence(Sequence sequence, String lineStart) {
    boolean broken = indented && sequence.items().stream().anyMatch(JsonText::isComposed);
    var inner = lineStart + STEP;
    out.append('[');
    for (Iterator<Value> items = sequence.items().iterator(); items.hasNext(); ) {
      out.append(broken ? inner : "");
      append(items.next(), inner);
      if (items.hasNext()) {
        out.append(indented && !broken ? ", " : ",");
      }
    }
    out.append(broken ? lineStart : "").append(']');
  }

  private void appendFields(Fields fields, String lineStart) {
    boolean broken = indented && !fields.entries().isEmpty();
    var inner = lineStart + STEP;
    out.append('{');
    for (var entries = fields.entries().entrySet().iterator(); entries.hasNext(); ) {
      var entry = entries.next();
      out.append(broken ? inner : "");
      appendString(entry.getKey());
      out.append(indented ? ": " : ":");
      append(entry.getValue(), inner);
      out.append(entries.hasNext() ? "," : "");
    }
    out.append(broken ? lineStart : "").append('}');
  }

  private static boolean isComposed(Value value) {
    return value instanceof Fields || value instanceof Sequence;
  }

  private void appendString(String text) {
    out.append('"');
    text.codePoints().forEach(this::appendCharacter);
    out.append('"');
  }

  private void appendCharacter(int point) {
    switch (point) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (PrintableText.isHarmless(point)) {
          out.appendCodePoint(point);
        } else {
          appendEscaped(point);
        }
      }
    }
  }

  private void appendEscaped(int point) {
    for (char unit : Character.toChars(point)) {
      out.append("\\u").append(HexFormat.of().toHexDigits(unit));
    }
  }

  private static Fields digestOf(Bytes bytes) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(bytes.asReadOnlyBuffer());
      return Fields.of("bytes", Value.of(bytes.length()))
          .with("sha256", Value.of(HexFormat.of().formatHex(sha256.digest())));
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError("every JDK has SHA-256", missing);
    }
  }
}
