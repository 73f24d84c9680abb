package dev.thresher.kernel;

/**
 * A rectangle of the complex plane, as an image of the Mandelbrot set.
 *
 * <p>Pixels are square, column 0 is left and row 0 on top. A pixel stands for the point in its
 * middle. Only sums, differences and products of doubles are used, so every JVM gives the same
 * image.
 *
 * <p>Source: R. Brooks and J. P. Matelski, The dynamics of 2-generator subgroups of PSL(2,C), 1978.
 *
 * @param width in pixels
 * @param height in pixels
 * @param centreRe real part of the image's middle
 * @param centreIm imaginary part of the image's middle
 * @param span what the width covers, on the real axis
 * @param iterations after which a point that did not escape counts as inside
 */
public record MandelbrotView(
    int width, int height, double centreRe, double centreIm, double span, int iterations) {

  /**
   * How many steps {@code z -> z^2 + c} from 0 make |z| > 2; 0 if {@code iterations} of them do
   * not.
   */
  public int escapeTime(int column, int row) {
    double pixel = span / width;
    return escapeTime(
        centreRe + (column + 0.5 - width * 0.5) * pixel,
        centreIm - (row + 0.5 - height * 0.5) * pixel,
        iterations);
  }

  static int escapeTime(double re, double im, int iterations) {
    double x = 0;
    double y = 0;
    double xx = 0;
    double yy = 0;
    // An orbit that meets itself, bit for bit, never escapes. It is compared with one earlier
    // point,
    // renewed at every power of two (R. P. Brent, An improved Monte Carlo factorization algorithm,
    // BIT 20, 1980).
    double earlierX = 0;
    double earlierY = 0;
    for (int n = 1; n <= iterations; n++) {
      y = 2 * x * y + im;
      x = xx - yy + re;
      xx = x * x;
      yy = y * y;
      if (xx + yy > 4) {
        return n;
      }
      if (x == earlierX && y == earlierY) {
        return 0;
      }
      if ((n & (n - 1)) == 0) {
        earlierX = x;
        earlierY = y;
      }
    }
    return 0;
  }
}
