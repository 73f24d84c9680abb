package dev.thresher.workload.hocon;

import dev.thresher.workload.hocon.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Keys such as {@code a.b."c.d"}. */
final class Paths {
  private Paths() {}

  /**
   * @throws Refusal if an element is empty or there are too many
   */
  static List<String> of(List<Token> tokens, Origin at) {
    var path = new ArrayList<String>();
    var element = new StringBuilder();
    boolean quoted = false;
    for (var token : withoutOuterGaps(tokens)) {
      if (token.is(Kind.BARE)) {
        var parts = token.text().split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
          if (i > 0) {
            end(path, element, quoted, at);
            quoted = false;
          }
          element.append(parts[i]);
        }
      } else if (token.is(Kind.QUOTED) || token.is(Kind.GAP)) {
        element.append(token.text());
        quoted |= token.is(Kind.QUOTED);
      } else {
        throw new Refusal(at, Shown.quoted(token.text()) + " cannot stand in a key");
      }
    }
    end(path, element, quoted, at);
    return path;
  }

  private static void end(List<String> path, StringBuilder element, boolean quoted, Origin at) {
    if (element.isEmpty() && !quoted) {
      throw new Refusal(at, "a key, or a part of it between two dots, is empty");
    }
    path.add(element.toString());
    element.setLength(0);
    Effort.nesting(path.size(), at);
  }

  private static List<Token> withoutOuterGaps(List<Token> tokens) {
    int from = 0;
    int until = tokens.size();
    while (from < until && tokens.get(from).is(Kind.GAP)) {
      from++;
    }
    while (until > from && tokens.get(until - 1).is(Kind.GAP)) {
      until--;
    }
    return tokens.subList(from, until);
  }

  static List<String> child(List<String> path, String key) {
    var child = new ArrayList<>(path);
    child.add(key);
    return child;
  }

  /** As a key is written: elements with dots or odd characters in quotes. */
  static String shown(List<String> path) {
    return String.join(".", path.stream().map(Paths::shownElement).toList());
  }

  private static String shownElement(String element) {
    return element.matches("[\\w-]+") ? element : Shown.quoted(element);
  }
}
