/** A method as users write them; it is compiled and never run. */
class Answering {
  public static double squared(double n) {
    return n * n;
  }
}
