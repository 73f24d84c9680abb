package dev.thresher.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern for paths: {@code *} and {@code ?} within a name, {@code [a-z]}, {@code {jpg,png}}, and
 * {@code **} for any number of directories, none included. As in a shell, a leading dot must be
 * written: {@code *} does not find hidden names.
 *
 * @param isAbsolute whether it begins at the root
 */
public record GlobPattern(boolean isAbsolute, List<Segment> segments) {
  private static final int MOST_ALTERNATIVES = 64;

  /** What stands between two slashes. */
  public sealed interface Segment {}

  /** {@code **}. */
  public record AnyDirectories() implements Segment {}

  /** Exactly this name, {@code ..} included. */
  public record Name(String name) implements Segment {}

  /** One of these patterns. */
  public record Names(List<String> patterns) implements Segment {
    public boolean matches(String name) {
      return patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    private static boolean matches(String pattern, String name) {
      boolean hidden = name.startsWith(".") && !pattern.startsWith(".");
      return !hidden && new GlobMatch(pattern, name).matches();
    }
  }

  /**
   * @throws IllegalArgumentException with the reason, if a bracket or brace is not closed or the
   *     pattern is empty
   */
  public static GlobPattern of(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("the pattern is empty");
    }
    var segments =
        Arrays.stream(text.split("/"))
            .filter(part -> !part.isEmpty() && !part.equals("."))
            .map(GlobPattern::segment)
            .toList();
    return new GlobPattern(text.startsWith("/"), segments);
  }

  private static Segment segment(String text) {
    if (text.equals("**")) {
      return new AnyDirectories();
    }
    if (text.chars().noneMatch(c -> "*?[{".indexOf(c) >= 0)) {
      return new Name(text);
    }
    var patterns = alternatives(text);
    patterns.forEach(GlobMatch::check);
    return new Names(patterns);
  }

  // The first pair of braces is written out, then what comes of it; they do not nest.
  private static List<String> alternatives(String text) {
    int open = text.indexOf('{');
    if (open < 0) {
      return List.of(text);
    }
    int close = text.indexOf('}', open);
    if (close < 0) {
      throw new IllegalArgumentException("a { without } between two slashes");
    }
    var patterns = new ArrayList<String>();
    for (var choice : text.substring(open + 1, close).split(",", -1)) {
      patterns.addAll(alternatives(text.substring(0, open) + choice + text.substring(close + 1)));
      if (patterns.size() > MOST_ALTERNATIVES) {
        throw new IllegalArgumentException("more than " + MOST_ALTERNATIVES + " alternatives");
      }
    }
    return patterns;
  }
}
