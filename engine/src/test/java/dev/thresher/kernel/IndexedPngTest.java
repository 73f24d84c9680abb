package dev.thresher.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexedPngTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 2", "257, 130"})
  void anotherDecoderSeesTheSamePixels(int width, int height) throws IOException {
    long seed = 7;
    var random = new SplittableRandom(seed);
    var pixels = new byte[width * height];
    random.nextBytes(pixels);
    var colours = random.ints(256, 0, 1 << 24).toArray();
    ImageIO.setUseCache(false);
    var image =
        ImageIO.read(new ByteArrayInputStream(IndexedPng.encode(width, height, pixels, colours)));
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    assertThat(image.getColorModel().getPixelSize()).isEqualTo(8);
    for (int i = 0; i < pixels.length; i++) {
      assertThat(image.getRGB(i % width, i / width) & 0xff_ffff)
          .as("pixel %d, seed %d", i, seed)
          .isEqualTo(colours[pixels[i] & 0xff]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 65_535})
  void colourNumbersGrowWithTheEscapeTimeAndKeepClearOfTheSpecialOnes(int iterations) {
    var palette = new EscapePalette(iterations);
    assertThat(palette.indexOf(0)).isZero();
    int last = 1;
    for (int time = 1; time <= iterations; time++) {
      int index = palette.indexOf(time) & 0xff;
      assertThat(index).isBetween(last, 254);
      last = index;
    }
  }

  @Test
  void thePaletteHasBlackInsideAndGreyForMissingPixels() {
    var colours = EscapePalette.colours();
    assertThat(colours).hasSize(256);
    assertThat(colours[0]).isZero();
    assertThat(colours[255]).isEqualTo(0x80_80_80);
    assertThat(java.util.Arrays.stream(colours).distinct().count()).isGreaterThan(200);
  }
}
