package dev.thresher.compare.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScaleTest {
  private static final Offset<Double> DUST = Offset.offset(1e-9);

  @Test
  void aValueLiesAsFarAlongAsItsShareOfTheRange() {
    var scale = new Scale.Linear(10, 20, 100, 300);
    assertThat(scale.at(10)).isEqualTo(100);
    assertThat(scale.at(12.5)).isEqualTo(150);
    assertThat(scale.at(20)).isEqualTo(300);
  }

  @Test
  void heightsGrowUpwards() {
    assertThat(new Scale.Linear(0, 4, 300, 20).at(1)).isEqualTo(230);
  }

  @Test
  void equalRatiosAreEqualDistancesOnALogarithmicScale() {
    var scale = new Scale.Logarithmic(1e-3, 10, 0, 400);
    assertThat(scale.at(1e-3)).isEqualTo(0);
    assertThat(scale.at(0.1)).isCloseTo(200, DUST);
    assertThat(scale.at(1)).isCloseTo(300, DUST);
  }

  @Test
  void whereTheRangeHasNoWidthEverythingLiesInTheMiddle() {
    assertThat(new Scale.Linear(5, 5, 100, 300).at(5)).isEqualTo(200);
    assertThat(new Scale.Logarithmic(5, 5, 100, 300).at(5)).isEqualTo(200);
    assertThat(new Scale.Linear(5, 5, 100, 300).at(6)).isEqualTo(200);
  }

  @Test
  void thereIsNoLogarithmOfNothing() {
    assertThatThrownBy(() -> new Scale.Logarithmic(0, 5, 100, 300))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void placesAreWrittenToATenth() {
    assertThat(Coordinates.written(12)).isEqualTo("12");
    assertThat(Coordinates.written(1.26)).isEqualTo("1.3");
    assertThat(Coordinates.written(-0.01)).isEqualTo("0");
    assertThatThrownBy(() -> Coordinates.written(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
