/** In how many ways n queens can stand on a board of n x n fields without threatening each other. */
final class Queens {
  private Queens() {}

  /**
   * Counts those ways whose queen of the first row stands in the given column.
   *
   * @param n at most 31
   * @param column from 1 to n
   */
  public static long solutions(int n, int column) {
    if (n < 1 || n > 31 || column < 1 || column > n) {
      throw new IllegalArgumentException("no column " + column + " on a board of " + n);
    }
    int queen = 1 << (column - 1);
    return count((1 << n) - 1, queen, queen << 1, queen >> 1);
  }

  /** One bit for each column that is taken, or threatened along a diagonal, in the next row. */
  private static long count(int all, int columns, int left, int right) {
    if (columns == all) {
      return 1;
    }
    long ways = 0;
    int free = all & ~(columns | left | right);
    while (free != 0) {
      int queen = free & -free;
      free ^= queen;
      ways += count(all, columns | queen, (left | queen) << 1, (right | queen) >> 1);
    }
    return ways;
  }
}
