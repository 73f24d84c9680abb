package dev.thresher.codec;

/** The checks that Protobuf leaves to the receiver. Each names the field in its complaint. */
final class Check {
  private Check() {}

  static String given(String text, String field) {
    if (text.isEmpty()) {
      throw new MalformedFrameException(field + " is missing");
    }
    return text;
  }

  static void given(boolean present, String field) {
    if (!present) {
      throw new MalformedFrameException(field + " is missing");
    }
  }

  static long atLeast(long least, long value, String field) {
    if (value < least) {
      throw new MalformedFrameException(field + " is " + value + ", but must be at least " + least);
    }
    return value;
  }

  static int atLeast(int least, int value, String field) {
    return (int) atLeast((long) least, value, field);
  }

  static void that(boolean holds, String complaint) {
    if (!holds) {
      throw new MalformedFrameException(complaint);
    }
  }
}
