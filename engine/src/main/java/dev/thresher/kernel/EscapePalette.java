package dev.thresher.kernel;

/**
 * The colours of an escape-time image: black inside, and from dark blue over white and orange to
 * brown the later a point escapes. Early times get more colours than late ones, on a logarithmic
 * scale, because most pixels are early.
 */
public final class EscapePalette {
  /** Colour of a pixel that was never computed: mid grey. */
  public static final byte MISSING = (byte) 255;

  private static final int COLOURS = 256;
  private static final int ESCAPED = 254; // all but black and grey
  private static final int[] STOPS = {0x00_07_64, 0x20_6b_cb, 0xed_ff_ff, 0xff_aa_00, 0x4a_16_00};

  private final byte[] indices;

  /**
   * @param iterations largest escape time, at least 1
   */
  public EscapePalette(int iterations) {
    indices = new byte[iterations + 1];
    double scale = (ESCAPED - 1) / Math.max(1, StrictMath.log(iterations));
    for (int time = 1; time <= iterations; time++) {
      indices[time] = (byte) (1 + (int) (scale * StrictMath.log(time)));
    }
  }

  /**
   * Number of the colour for an escape time.
   *
   * @param escapeTime 0, for inside, to {@code iterations}
   */
  public byte indexOf(int escapeTime) {
    return indices[escapeTime];
  }

  /** 256 colours as {@code 0xRRGGBB}. */
  public static int[] colours() {
    var colours = new int[COLOURS];
    for (int i = 1; i <= ESCAPED; i++) {
      double place = (i - 1.0) / (ESCAPED - 1) * (STOPS.length - 1);
      int stop = Math.min((int) place, STOPS.length - 2);
      colours[i] = between(STOPS[stop], STOPS[stop + 1], place - stop);
    }
    colours[MISSING & 0xff] = 0x80_80_80;
    return colours;
  }

  private static int between(int from, int to, double share) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int low = from >> shift & 0xff;
      int high = to >> shift & 0xff;
      mixed |= (int) Math.round(low + share * (high - low)) << shift;
    }
    return mixed;
  }
}
