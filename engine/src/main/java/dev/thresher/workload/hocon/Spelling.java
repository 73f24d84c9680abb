package dev.thresher.workload.hocon;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Spelling {
  private Spelling() {}

  /**
   * The first of the nearest words, if it is at most a third of the letters away; swapping two
   * neighbours counts as one change, upper and lower case as none. Else the only word that begins
   * as the given one does but for its last letter, such as {@code retries} for {@code retry}.
   */
  public static Optional<String> nearest(String given, Collection<String> allowed) {
    int limit = given.length() < 3 ? given.length() - 1 : Math.min(given.length(), 12) / 3;
    Optional<String> nearest = Optional.empty();
    for (var word : allowed) {
      int distance = distance(lower(given), lower(word));
      if (distance <= limit) {
        nearest = Optional.of(word);
        limit = distance - 1;
      }
    }
    return nearest.or(() -> ofTheSameStem(given, allowed));
  }

  private static Optional<String> ofTheSameStem(String given, Collection<String> allowed) {
    if (given.length() < 4) {
      return Optional.empty();
    }
    var stem = lower(given.substring(0, given.length() - 1));
    var words = allowed.stream().filter(word -> lower(word).startsWith(stem)).toList();
    return words.size() == 1 ? Optional.of(words.getFirst()) : Optional.empty();
  }

  // Optimal string alignment; words of very different length are not worth the table.
  private static int distance(String left, String right) {
    if (Math.abs(left.length() - right.length()) > 4) {
      return Integer.MAX_VALUE;
    }
    var table = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : cheapest(table, left, right, i, j);
      }
    }
    return table[left.length()][right.length()];
  }

  private static int cheapest(int[][] table, String left, String right, int i, int j) {
    int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
    int cost =
        Math.min(table[i - 1][j - 1] + change, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(cost, table[i - 2][j - 2] + 1) : cost;
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
