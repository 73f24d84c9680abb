package dev.thresher.codec.objects;

import dev.thresher.codec.MalformedFrameException;
import java.io.InvalidClassException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plain data: what never changes and has no parts that could be shared with something else. It
 * comes back as exactly the class that it was.
 */
final class PlainForm {
  /** Beside primitive types and enums. */
  static final Set<Class<?>> TYPES =
      Set.of(
          Boolean.class,
          Byte.class,
          Short.class,
          Character.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          String.class,
          BigInteger.class,
          BigDecimal.class);

  private final UserClasses classes;

  PlainForm(UserClasses classes) {
    this.classes = classes;
  }

  /** Answers false, and writes nothing, if it is something else. */
  boolean write(@Nullable Object object, ByteSink to) {
    switch (object) {
      case null -> to.write(Tag.NULL);
      case Integer number -> whole(Tag.INTEGER, number, to);
      case Long number -> whole(Tag.LONG, number, to);
      case Double number -> {
        to.write(Tag.DOUBLE);
        to.room(Double.BYTES).putDouble(number);
      }
      case String text -> {
        return text(text, to);
      }
      case Boolean truth -> to.write(truth ? Tag.TRUE : Tag.FALSE);
      case Byte number -> whole(Tag.BYTE, number, to);
      case Short number -> whole(Tag.SHORT, number, to);
      case Character character -> whole(Tag.CHARACTER, character, to);
      case Float number -> {
        to.write(Tag.FLOAT);
        to.room(Float.BYTES).putFloat(number);
      }
      case Enum<?> constant -> {
        return constant(constant, to);
      }
      case BigInteger number when number.getClass() == BigInteger.class -> {
        to.write(Tag.BIG_INTEGER);
        to.sized(number.toByteArray());
      }
      case BigDecimal number when number.getClass() == BigDecimal.class -> {
        to.write(Tag.BIG_DECIMAL);
        to.whole(number.scale());
        to.sized(number.unscaledValue().toByteArray());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void whole(byte tag, long number, ByteSink to) {
    to.write(tag);
    to.whole(number);
  }

  private static boolean text(String text, ByteSink to) {
    if (!isWellFormed(text)) {
      return false;
    }
    to.write(Tag.STRING);
    to.text(text);
    return true;
  }

  // Half a surrogate pair would come back as a question mark.
  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        i++;
        boolean isPair =
            Character.isHighSurrogate(unit)
                && i < text.length()
                && Character.isLowSurrogate(text.charAt(i));
        if (!isPair) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean constant(Enum<?> constant, ByteSink to) {
    var type = constant.getDeclaringClass();
    if (!classes.travelling().mayTravel(type)) {
      return false;
    }
    to.write(Tag.ENUM_CONSTANT);
    to.text(type.getName());
    to.text(constant.name());
    return true;
  }

  /** What stands behind one of the tags of plain data. */
  @Nullable Object read(byte tag, ByteSource from)
      throws ClassNotFoundException, InvalidClassException {
    return switch (tag) {
      case Tag.NULL -> null;
      case Tag.TRUE -> true;
      case Tag.FALSE -> false;
      case Tag.BYTE -> (byte) within(from.whole(), Byte.MIN_VALUE, Byte.MAX_VALUE);
      case Tag.SHORT -> (short) within(from.whole(), Short.MIN_VALUE, Short.MAX_VALUE);
      case Tag.CHARACTER -> (char) within(from.whole(), 0, Character.MAX_VALUE);
      case Tag.INTEGER -> (int) within(from.whole(), Integer.MIN_VALUE, Integer.MAX_VALUE);
      case Tag.LONG -> from.whole();
      case Tag.FLOAT -> from.take(Float.BYTES).getFloat();
      case Tag.DOUBLE -> from.take(Double.BYTES).getDouble();
      case Tag.STRING -> from.text();
      case Tag.BIG_INTEGER -> number(from);
      case Tag.BIG_DECIMAL -> {
        int scale = (int) within(from.whole(), Integer.MIN_VALUE, Integer.MAX_VALUE);
        yield new BigDecimal(number(from), scale);
      }
      case Tag.ENUM_CONSTANT -> constant(from);
      default -> throw new MalformedFrameException("an object has the unknown tag " + tag);
    };
  }

  private static long within(long number, long least, long most) {
    if (number < least || number > most) {
      throw new MalformedFrameException(number + " is no number of its type");
    }
    return number;
  }

  private static BigInteger number(ByteSource from) {
    byte[] digits = from.sized();
    if (digits.length == 0) {
      throw new MalformedFrameException("a number has no digits");
    }
    return new BigInteger(digits);
  }

  private Object constant(ByteSource from) throws ClassNotFoundException, InvalidClassException {
    var type = classes.find(from.text());
    var name = from.text();
    if (!type.isEnum()) {
      throw new InvalidClassException(type.getName(), "not an enum here");
    }
    return constantOf(type, name);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object constantOf(Class<?> type, String name) throws InvalidClassException {
    try {
      return Enum.valueOf((Class) type, name);
    } catch (IllegalArgumentException unknown) {
      throw new InvalidClassException(type.getName(), "has no constant " + name + " here");
    }
  }
}
