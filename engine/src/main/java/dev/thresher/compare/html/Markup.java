package dev.thresher.compare.html;

import dev.thresher.model.PrintableText;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * HTML or SVG, complete and safe: text from anywhere can only get in escaped. It is well-formed XML
 * as well.
 */
final class Markup {
  static final Markup NONE = new Markup("");

  private final String written;

  private Markup(String written) {
    this.written = written;
  }

  /** Text as it shall be read. What cannot be seen in it is written out. */
  static Markup text(String text) {
    return new Markup(escaped(text));
  }

  static Markup join(Collection<Markup> parts) {
    return new Markup(parts.stream().map(part -> part.written).collect(Collectors.joining()));
  }

  static Markup join(Markup... parts) {
    return join(Stream.of(parts).toList());
  }

  /** The same, each part on a line. */
  static Markup lines(Collection<Markup> parts) {
    return new Markup(parts.stream().map(part -> part.written).collect(Collectors.joining("\n")));
  }

  /**
   * @param css without the characters that have a meaning in HTML
   */
  static Markup style(String css) {
    if (css.contains("<") || css.contains("&")) {
      throw new IllegalArgumentException("a style sheet that HTML would read as markup");
    }
    return new Markup("<style>\n" + css + "</style>");
  }

  /** An element with text. */
  static Markup element(String name, String text) {
    return Tag.of(name).holding(text(text));
  }

  static Markup element(String name, Markup... content) {
    return Tag.of(name).holding(content);
  }

  /**
   * The beginning of an element.
   *
   * @param attributes as written, each with a space before it
   */
  record Tag(String name, String attributes) {
    static Tag of(String name) {
      return new Tag(name, "");
    }

    Tag with(String attribute, String value) {
      return new Tag(name, attributes + " " + attribute + "=\"" + escaped(value) + "\"");
    }

    /** A length or a place in a drawing, to a tenth. */
    Tag with(String attribute, double value) {
      return with(attribute, Coordinates.written(value));
    }

    Markup holding(Markup... content) {
      return holding(join(content));
    }

    Markup holding(Collection<Markup> content) {
      return holding(join(content));
    }

    private Markup holding(Markup content) {
      return new Markup("<" + name + attributes + ">" + content.written + "</" + name + ">");
    }

    /** For elements that never hold anything. */
    Markup empty() {
      return new Markup("<" + name + attributes + "/>");
    }
  }

  boolean isNothing() {
    return written.isEmpty();
  }

  private static String escaped(String text) {
    return PrintableText.escape(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  @Override
  public String toString() {
    return written;
  }
}
