package dev.thresher.task;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A text with places for values: {@code {photo}}, {@code {photo.stem}}, {@code {index}}; {@code {{}
 * stands for one brace. A name is whatever has no brace, as a column of a file may be called
 * anything; it may end with what is wanted of a file's path: {@code stem} (its name without the
 * last ending), {@code name}, {@code dir}, {@code ext} (without the dot).
 *
 * @param written as it stands in the workload file
 * @param parts of which the text consists, in order
 */
public record Template(String written, List<Part> parts) {
  /** What is wrong with a brace that is meant as one; for the user. */
  public static final String NO_NAME =
      "a { opens a name, such as {photo} or {photo.stem}; write {{ for the brace itself";

  private static final String USUAL_NAME = "[\\p{L}_][\\p{L}\\p{N}_-]*(\\.[\\p{L}\\p{N}_-]+)*";

  /** What a template consists of. */
  public sealed interface Part {}

  record Literal(String text) implements Part {}

  /**
   * @param name as written between the braces
   */
  record Hole(String name) implements Part {}

  public Template {
    parts = List.copyOf(parts);
  }

  /**
   * @throws IllegalArgumentException if a brace opens no name; the message is for the user
   */
  public static Template of(String written) {
    var parts = new ArrayList<Part>();
    var literal = new StringBuilder();
    int at = 0;
    while (at < written.length()) {
      char c = written.charAt(at);
      if (c != '{') {
        literal.append(c);
        at++;
      } else if (written.startsWith("{{", at)) {
        literal.append('{');
        at += 2;
      } else {
        var name = nameAt(written, at);
        if (!literal.isEmpty()) {
          parts.add(new Literal(literal.toString()));
          literal.setLength(0);
        }
        parts.add(new Hole(name));
        at += name.length() + 2;
      }
    }
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
    }
    return new Template(written, parts);
  }

  private static String nameAt(String written, int brace) {
    int end = written.indexOf('}', brace);
    var name = end < 0 ? "" : written.substring(brace + 1, end);
    if (name.isEmpty() || name.indexOf('{') >= 0) {
      throw new IllegalArgumentException(NO_NAME);
    }
    return name;
  }

  /** Whether it looks like a name; if not, the brace before it is probably meant as such. */
  public static boolean isUsualName(String hole) {
    return hole.matches(USUAL_NAME);
  }

  /** A template that gives exactly this text. */
  public static String literal(String text) {
    return text.replace("{", "{{");
  }

  /** What stands between braces, in order, each once. */
  public Set<String> holes() {
    var names = new LinkedHashSet<String>();
    for (var part : parts) {
      if (part instanceof Hole(String name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** The text before the first value. */
  public String head() {
    return !parts.isEmpty() && parts.getFirst() instanceof Literal(String text) ? text : "";
  }

  public boolean isLiteral() {
    return holes().isEmpty();
  }

  /** The column or parameter that a hole is about: {@code photo} for {@code photo.stem}. */
  public static String column(String hole) {
    int dot = hole.lastIndexOf('.');
    boolean isPiece = dot > 0 && PathPiece.of(hole.substring(dot + 1)).isPresent();
    return isPiece ? hole.substring(0, dot) : hole;
  }

  /** Whether the values have every name of {@link #holes}. */
  public boolean isFilledBy(Fields values) {
    return holes().stream().allMatch(hole -> find(hole, values).isPresent());
  }

  /** What a hole is about, whole: the path for {@code photo.stem}. */
  public static Optional<Value> find(String hole, Fields values) {
    return values.find(hole).or(() -> values.find(column(hole)));
  }

  /**
   * @param values has every name of {@link #holes}, or that name without what is wanted of the file
   */
  public String fill(Fields values) {
    var text = new StringBuilder();
    for (var part : parts) {
      switch (part) {
        case Literal(String literal) -> text.append(literal);
        case Hole(String name) -> text.append(value(name, values));
      }
    }
    return text.toString();
  }

  private static String value(String hole, Fields values) {
    var whole = values.find(hole);
    if (whole.isPresent()) {
      return text(whole.get());
    }
    int dot = hole.lastIndexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("nothing has the name " + hole);
    }
    var piece = PathPiece.of(hole.substring(dot + 1));
    return piece
        .orElseThrow(() -> new IllegalArgumentException("nothing has the name " + hole))
        .in(text(values.get(hole.substring(0, dot))));
  }

  /** Whether it has a text; see {@link #text}. */
  public static boolean isText(Value value) {
    return switch (value) {
      case Value.Text _, Value.Whole _, Value.Real _, Value.Truth _ -> true;
      case Value.Absent _, Value.Binary _, Value.Sequence _, Fields _ -> false;
    };
  }

  /** A value as an argument: numbers in plain decimals, never {@code 1.0E10}. */
  public static String text(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Whole(long whole) -> Long.toString(whole);
      case Value.Real(double real) -> new BigDecimal(Double.toString(real)).toPlainString();
      case Value.Truth(boolean truth) -> Boolean.toString(truth);
      case Value.Absent _, Value.Binary _, Value.Sequence _, Fields _ ->
          throw new IllegalArgumentException("not a text or a number: " + value);
    };
  }

  @Override
  public String toString() {
    return written;
  }
}
