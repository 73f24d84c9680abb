/** How much longer a walk took than the theory says. */
class Excess {
  private static final int GOAL = 10;

  /**
   * @param p to go one step forward
   * @param steps the mean number of steps to the goal, as measured
   */
  static double excess(double p, double steps) {
    return steps - GOAL / p;
  }
}
