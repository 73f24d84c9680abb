package dev.thresher.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.Payload;
import dev.thresher.model.Value.Fields;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MandelbrotKindTest {
  private static final MandelbrotKind MANDELBROT = new MandelbrotKind();
  private static final int BLACK = 0;
  private static final int GREY = 0x80_80_80;

  @BeforeAll
  static void keepImagesInMemory() {
    ImageIO.setUseCache(false);
  }

  private static Fields small(int tile) {
    return Runs.arguments(MANDELBROT, "width", 150, "height", 101, "iterations", 300, "tile", tile);
  }

  private static BufferedImage decode(Fields result) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(result.get("image").asBinary().toArray()));
  }

  @ParameterizedTest(name = "in tiles of {0} pixels")
  @ValueSource(ints = {1, 7, 64, 150, 224})
  void anyTilingGivesTheSameBytes(int tile) throws Exception {
    assertThat(Runs.divided(MANDELBROT, small(tile))).isEqualTo(Runs.whole(MANDELBROT, small(128)));
  }

  @Test
  void theImageShowsTheSet() throws Exception {
    var result = Runs.divided(MANDELBROT, small(32));
    var image = decode(result);
    assertThat(image.getWidth()).isEqualTo(150);
    assertThat(image.getHeight()).isEqualTo(101);
    long black = 0;
    for (int y = 0; y < 101; y++) {
      for (int x = 0; x < 150; x++) {
        int colour = image.getRGB(x, y) & 0xff_ffff;
        assertThat(colour).isNotEqualTo(GREY).isEqualTo(image.getRGB(x, 100 - y) & 0xff_ffff);
        black += colour == BLACK ? 1 : 0;
      }
    }
    assertThat(result.whole("inside")).isEqualTo(black).isPositive();
    // The default view is 3.5 wide around -0.75: here lie -1 and 0, inside, and 0.75, outside.
    assertThat(image.getRGB(pixelOf(-1), 50) & 0xff_ffff).isEqualTo(BLACK);
    assertThat(image.getRGB(pixelOf(0), 50) & 0xff_ffff).isEqualTo(BLACK);
    assertThat(image.getRGB(pixelOf(0.75), 50) & 0xff_ffff).isNotEqualTo(BLACK);
  }

  private static int pixelOf(double re) {
    return (int) ((re + 0.75) / 3.5 * 150 + 75);
  }

  @Test
  void theLargestTileFitsAnInlinePayload() throws Exception {
    var arguments =
        Runs.arguments(MANDELBROT, "width", 8192, "height", 8192, "iterations", 10, "tile", 224);
    var piece = MANDELBROT.divide(arguments).row(0);
    var partial = MANDELBROT.run(arguments.with(piece), Runs.undisturbed());
    var tile = partial.asFields().get("tiles").asSequence().getFirst().asFields();
    assertThat(tile.get("times").asBinary().length()).isLessThan(Payload.INLINE_LIMIT - 1024);
  }

  @Test
  void tilesThatWereSkippedAreGrey() throws Exception {
    var arguments = small(100);
    var onlyTheFirst = arguments.with(MANDELBROT.divide(arguments).row(0));
    var partial = MANDELBROT.run(onlyTheFirst, Runs.undisturbed());
    var image = decode(MANDELBROT.reducer().finish(partial, arguments).asFields());
    assertThat(image.getRGB(0, 0) & 0xff_ffff).isNotEqualTo(GREY);
    assertThat(image.getRGB(149, 100) & 0xff_ffff).isEqualTo(GREY);
  }

  @Test
  void tilesOfDifferentImagesAreNotMerged() throws Exception {
    var one = MANDELBROT.run(small(16), Runs.undisturbed());
    var other =
        MANDELBROT.run(
            small(16).with("span", dev.thresher.model.Value.of(1.0)), Runs.undisturbed());
    assertThatThrownBy(() -> MANDELBROT.reducer().combine(one, other))
        .hasMessageContaining("different images");
  }
}
