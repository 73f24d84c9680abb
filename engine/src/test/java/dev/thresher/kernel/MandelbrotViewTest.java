package dev.thresher.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MandelbrotViewTest {
  @ParameterizedTest(name = "{0} + {1} i is inside")
  @CsvSource({"0, 0", "-1, 0", "0.25, 0", "-2, 0", "0, 1", "-0.1, 0.1", "-1.25, 0", "-0.75, 0"})
  void pointsThatProvablyStayAreInside(double re, double im) {
    assertThat(MandelbrotView.escapeTime(re, im, 10_000)).isZero();
  }

  @ParameterizedTest(name = "{0} + {1} i escapes after {2} steps")
  @CsvSource({
    "3, 0, 1", // 3
    "1, 0, 3", // 1, 2, 5
    "0.5, 0, 5", // 0.5, 0.75, 1.06, 1.63, 3.15
    "-2.1, 0, 1",
    "0, 2, 2" // 2i, -4 + 2i
  })
  void pointsEscapeWhenCountedByHand(double re, double im, int steps) {
    assertThat(MandelbrotView.escapeTime(re, im, 1000)).isEqualTo(steps);
  }

  @Test
  void meetingItselfIsOnlyAShortcut() {
    long seed = 31_337;
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      double re = random.nextDouble(-2.1, 0.6);
      double im = random.nextDouble(-1.2, 1.2);
      assertThat(MandelbrotView.escapeTime(re, im, 2000))
          .as("%s + %s i, seed %d", re, im, seed)
          .isEqualTo(plainEscapeTime(re, im, 2000));
    }
  }

  private static int plainEscapeTime(double re, double im, int iterations) {
    double x = 0;
    double y = 0;
    for (int n = 1; n <= iterations; n++) {
      double newX = x * x - y * y + re;
      y = 2 * x * y + im;
      x = newX;
      if (x * x + y * y > 4) {
        return n;
      }
    }
    return 0;
  }

  @Test
  void anImageAroundTheRealAxisIsSymmetric() {
    var view = new MandelbrotView(121, 91, -0.7, 0, 3.1, 500);
    for (int row = 0; row < 91; row++) {
      for (int column = 0; column < 121; column++) {
        assertThat(view.escapeTime(column, row)).isEqualTo(view.escapeTime(column, 90 - row));
      }
    }
  }

  @Test
  void theMiddlePixelIsTheCentreAndUpIsPositive() {
    var view = new MandelbrotView(3, 3, 0.1, 0.7, 3, 100);
    assertThat(view.escapeTime(1, 1)).isEqualTo(MandelbrotView.escapeTime(0.1, 0.7, 100));
    assertThat(view.escapeTime(0, 0)).isEqualTo(MandelbrotView.escapeTime(0.1 - 1, 0.7 + 1, 100));
  }

  // K. Mitchell, A Statistical Investigation of the Area of the Mandelbrot Set, 2001, and others
  // agree on 1.5066 within 0.0002; at this resolution counting pixels is good to some thousandths.
  @Test
  void theAreaIsThePublishedOne() {
    int side = 700;
    var view = new MandelbrotView(side, side, -0.75, 0, 2.6, 5000);
    long inside = 0;
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        inside += view.escapeTime(column, row) == 0 ? 1 : 0;
      }
    }
    double pixel = 2.6 / side;
    assertThat(inside * pixel * pixel).isCloseTo(1.5066, within(0.005));
  }
}
