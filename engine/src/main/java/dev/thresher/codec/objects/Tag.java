package dev.thresher.codec.objects;

/** What follows in the short form. A number never changes its meaning. */
final class Tag {
  static final byte NULL = 0;
  static final byte TRUE = 1;
  static final byte FALSE = 2;
  static final byte BYTE = 3;
  static final byte SHORT = 4;
  static final byte CHARACTER = 5;
  static final byte INTEGER = 6;
  static final byte LONG = 7;
  static final byte FLOAT = 8;
  static final byte DOUBLE = 9;
  static final byte STRING = 10;
  static final byte BIG_INTEGER = 11;
  static final byte BIG_DECIMAL = 12;
  static final byte ENUM_CONSTANT = 13;

  static final byte BOOLEANS = 20;
  static final byte BYTES = 21;
  static final byte SHORTS = 22;
  static final byte CHARACTERS = 23;
  static final byte INTEGERS = 24;
  static final byte LONGS = 25;
  static final byte FLOATS = 26;
  static final byte DOUBLES = 27;

  static final byte RECORD = 40;
  static final byte ARRAY_LIST = 41;
  static final byte LAMBDA = 42;
  static final byte OBJECTS = 43;

  /** One object in the form of Java serialisation, with its length in front. */
  static final byte JAVA = 50;

  private Tag() {}
}
