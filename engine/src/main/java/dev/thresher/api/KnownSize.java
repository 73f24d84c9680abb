package dev.thresher.api;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How many bytes an item takes, where that can be said without a look at its parts. */
final class KnownSize {
  private KnownSize() {}

  /** 0 if it is not known. */
  static long of(@Nullable Object item) {
    if (item instanceof Number || item instanceof Record) {
      return 0; // most items; each line below is a look of its own
    }
    return switch (item) {
      case byte[] bytes -> bytes.length;
      case CharSequence text -> text.length();
      case long[] longs -> 8L * longs.length;
      case double[] doubles -> 8L * doubles.length;
      case int[] ints -> 4L * ints.length;
      case float[] floats -> 4L * floats.length;
      case short[] shorts -> 2L * shorts.length;
      case char[] chars -> 2L * chars.length;
      case boolean[] booleans -> booleans.length;
      case ByteBuffer buffer -> buffer.remaining();
      case null, default -> 0;
    };
  }
}
