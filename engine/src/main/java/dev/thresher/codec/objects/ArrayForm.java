package dev.thresher.codec.objects;

import dev.thresher.codec.MalformedFrameException;
import java.nio.ByteBuffer;

/** Arrays of primitive elements, highest byte first. */
final class ArrayForm {
  private ArrayForm() {}

  /** Answers false, and writes nothing, if it is something else. */
  static boolean write(Object object, ByteSink to) {
    switch (object) {
      case byte[] array -> begin(Tag.BYTES, array.length, Byte.BYTES, to).put(array);
      case int[] array ->
          begin(Tag.INTEGERS, array.length, Integer.BYTES, to).asIntBuffer().put(array);
      case long[] array -> begin(Tag.LONGS, array.length, Long.BYTES, to).asLongBuffer().put(array);
      case double[] array ->
          begin(Tag.DOUBLES, array.length, Double.BYTES, to).asDoubleBuffer().put(array);
      case float[] array ->
          begin(Tag.FLOATS, array.length, Float.BYTES, to).asFloatBuffer().put(array);
      case short[] array ->
          begin(Tag.SHORTS, array.length, Short.BYTES, to).asShortBuffer().put(array);
      case char[] array ->
          begin(Tag.CHARACTERS, array.length, Character.BYTES, to).asCharBuffer().put(array);
      case boolean[] array -> {
        var room = begin(Tag.BOOLEANS, array.length, Byte.BYTES, to);
        for (boolean truth : array) {
          room.put((byte) (truth ? 1 : 0));
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static ByteBuffer begin(byte tag, int length, int bytesEach, ByteSink to) {
    if ((long) length * bytesEach > Integer.MAX_VALUE) {
      throw new ByteSink.Full();
    }
    to.write(tag);
    to.size(length);
    return to.room(length * bytesEach);
  }

  static Object read(byte tag, ByteSource from) {
    return switch (tag) {
      case Tag.BYTES -> from.sized();
      case Tag.INTEGERS -> {
        var array = new int[from.size(Integer.BYTES)];
        from.take((long) array.length * Integer.BYTES).asIntBuffer().get(array);
        yield array;
      }
      case Tag.LONGS -> {
        var array = new long[from.size(Long.BYTES)];
        from.take((long) array.length * Long.BYTES).asLongBuffer().get(array);
        yield array;
      }
      case Tag.DOUBLES -> {
        var array = new double[from.size(Double.BYTES)];
        from.take((long) array.length * Double.BYTES).asDoubleBuffer().get(array);
        yield array;
      }
      case Tag.FLOATS -> {
        var array = new float[from.size(Float.BYTES)];
        from.take((long) array.length * Float.BYTES).asFloatBuffer().get(array);
        yield array;
      }
      case Tag.SHORTS -> {
        var array = new short[from.size(Short.BYTES)];
        from.take((long) array.length * Short.BYTES).asShortBuffer().get(array);
        yield array;
      }
      case Tag.CHARACTERS -> {
        var array = new char[from.size(Character.BYTES)];
        from.take((long) array.length * Character.BYTES).asCharBuffer().get(array);
        yield array;
      }
      case Tag.BOOLEANS -> booleans(from);
      default -> throw new MalformedFrameException("an object has the unknown tag " + tag);
    };
  }

  private static boolean[] booleans(ByteSource from) {
    var array = new boolean[from.size(1)];
    for (int i = 0; i < array.length; i++) {
      array[i] = from.next() != 0;
    }
    return array;
  }
}
