package dev.thresher.workload;

/**
 * Whether a name fits a pattern of {@code *}, {@code ?} and {@code [a-z]}. Takes time in proportion
 * to both lengths: only the last star is ever reconsidered.
 */
final class GlobMatch {
  private final String pattern;
  private final String name;
  private int inPattern;
  private int inName;

  GlobMatch(String pattern, String name) {
    this.pattern = pattern;
    this.name = name;
  }

  /**
   * @throws IllegalArgumentException if a bracket is not closed
   */
  static void check(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '[') {
        i = closing(pattern, i);
      }
    }
  }

  boolean matches() {
    int star = -1;
    int nameAtStar = 0;
    while (inName < name.length()) {
      if (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
        star = inPattern++;
        nameAtStar = inName;
      } else if (inPattern < pattern.length() && matchesOne()) {
        inName++;
      } else if (star >= 0) {
        inPattern = star + 1;
        inName = ++nameAtStar;
      } else {
        return false;
      }
    }
    return pattern.substring(inPattern).chars().allMatch(c -> c == '*');
  }

  /** Moves on in the pattern if its next element takes the next character. */
  private boolean matchesOne() {
    char wanted = pattern.charAt(inPattern);
    char found = name.charAt(inName);
    int next = wanted == '[' ? closing(pattern, inPattern) + 1 : inPattern + 1;
    boolean fits =
        switch (wanted) {
          case '?' -> true;
          case '[' -> isInSet(pattern.substring(inPattern + 1, next - 1), found);
          default -> wanted == found;
        };
    if (fits) {
      inPattern = next;
    }
    return fits;
  }

  private static boolean isInSet(String set, char found) {
    boolean negated = set.startsWith("!") || set.startsWith("^");
    var members = negated ? set.substring(1) : set;
    boolean in = false;
    for (int i = 0; i < members.length(); i++) {
      char low = members.charAt(i);
      boolean range = i + 2 < members.length() && members.charAt(i + 1) == '-';
      char high = range ? members.charAt(i + 2) : low;
      in |= low <= found && found <= high;
      i += range ? 2 : 0;
    }
    return in != negated;
  }

  private static int closing(String pattern, int open) {
    int close = pattern.indexOf(']', Math.min(open + 2, pattern.length()));
    if (close < 0) {
      throw new IllegalArgumentException("a [ without ] between two slashes");
    }
    return close;
  }
}
