package dev.thresher.codec.objects;

import dev.thresher.codec.MalformedFrameException;
import dev.thresher.model.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A tag and what it calls for: {@link PlainForm plain data}, {@link ArrayForm arrays}, and records,
 * lists and lambdas of plain data. Nothing in it is ever shared between two places, so what could
 * be is left to Java serialisation, which keeps track of that.
 */
final class ShortForm {
  private static final int DEEPEST = 64;
  private static final int MOST_SITES = 100_000;

  private final UserClasses classes;
  private final PlainForm plain;
  private final JavaForm java;
  private final ConcurrentHashMap<Bytes, LambdaSite.Remade> sites = new ConcurrentHashMap<>();

  ShortForm(UserClasses classes, JavaForm java) {
    this.classes = classes;
    this.plain = new PlainForm(classes);
    this.java = java;
  }

  /** Answers false, and writes nothing, if there is no short form of it. */
  boolean write(@Nullable Object object, ByteSink to) throws Throwable {
    return plain.write(object, to)
        || object != null
            && (ArrayForm.write(object, to) || writeRecord(object, to) || writeBig(object, to));
  }

  private boolean writeBig(Object object, ByteSink to) throws Throwable {
    var type = object.getClass();
    if (type == ArrayList.class) {
      return writeList((ArrayList<?>) object, to);
    }
    return type == Object[].class
        ? writeObjects((@Nullable Object[]) object, to)
        : writeLambda(object, to);
  }

  private boolean writeRecord(Object object, ByteSink to) throws Throwable {
    if (!(object instanceof Record)) {
      return false;
    }
    var form = RecordForm.of(object.getClass());
    return form.isPresent()
        && classes.travelling().mayTravel(object.getClass())
        && writeRecord(form.get(), object, to);
  }

  private boolean writeRecord(RecordForm form, Object object, ByteSink to) throws Throwable {
    int start = to.length();
    to.write(Tag.RECORD);
    to.text(form.type().getName());
    for (int i = 0; i < form.components().length; i++) {
      if (!writePart(form.component(i, object), to)) {
        if (object instanceof Serializable) {
          to.cutBackTo(start);
          return false;
        }
        writeJava(form.component(i, object), to);
      }
    }
    return true;
  }

  /** Of a record or list: plain data, or records. */
  private boolean writePart(@Nullable Object part, ByteSink to) throws Throwable {
    return plain.write(part, to) || part != null && writeRecord(part, to);
  }

  private boolean writeList(ArrayList<?> list, ByteSink to) throws Throwable {
    int start = to.length();
    to.write(Tag.ARRAY_LIST);
    to.size(list.size());
    for (var element : list) {
      if (!writePart(element, to)) {
        to.cutBackTo(start);
        return false;
      }
    }
    return true;
  }

  // The items of a map travel so, and their results.
  private boolean writeObjects(@Nullable Object[] objects, ByteSink to) throws Throwable {
    int start = to.length();
    to.write(Tag.OBJECTS);
    to.size(objects.length);
    for (var object : objects) {
      if (!writePart(object, to)) {
        to.cutBackTo(start);
        return false;
      }
    }
    return true;
  }

  private boolean writeLambda(Object object, ByteSink to) throws Throwable {
    var site = LambdaSite.of(object.getClass());
    var parts = site.isPresent() ? site.get().takeApart(object) : null;
    if (parts == null || !isOpen(parts)) {
      return false;
    }
    to.write(Tag.LAMBDA);
    to.sized(site.get().describe(parts));
    writeCaptured(parts, to);
    return true;
  }

  // Lambdas that the JDK itself makes, such as comparators, are described to itself alone.
  private static boolean isOpen(SerializedLambda lambda) {
    return !lambda.getCapturingClass().startsWith("java/");
  }

  private void writeCaptured(SerializedLambda lambda, ByteSink to) throws Throwable {
    int count = lambda.getCapturedArgCount();
    to.size(count);
    int start = to.length();
    for (int i = 0; i < count; i++) {
      var argument = lambda.getCapturedArg(i);
      boolean isWritten = count == 1 ? write(argument, to) : writePart(argument, to);
      if (!isWritten) {
        to.cutBackTo(start);
        writeJava(captured(lambda), to);
        return;
      }
    }
  }

  private static @Nullable Object[] captured(SerializedLambda lambda) {
    var captured = new @Nullable Object[lambda.getCapturedArgCount()];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = lambda.getCapturedArg(i);
    }
    return captured;
  }

  private void writeJava(@Nullable Object object, ByteSink to) throws IOException {
    var nested = new ByteSink(to.most());
    java.write(object, nested);
    to.write(Tag.JAVA);
    to.sized(nested.toByteArray());
  }

  @Nullable Object read(ByteSource from) throws Throwable {
    return read(from, DEEPEST);
  }

  private @Nullable Object read(ByteSource from, int levelsLeft) throws Throwable {
    if (levelsLeft == 0) {
      throw new MalformedFrameException("an object is nested too deep");
    }
    byte tag = from.next();
    return switch (tag) {
      case Tag.RECORD -> readRecord(from, levelsLeft);
      case Tag.ARRAY_LIST -> readList(from, levelsLeft);
      case Tag.OBJECTS -> readAll(from.size(1), from, levelsLeft);
      case Tag.LAMBDA -> readLambda(from, levelsLeft);
      case Tag.JAVA -> readJava(from);
      default ->
          tag >= Tag.BOOLEANS && tag <= Tag.DOUBLES
              ? ArrayForm.read(tag, from)
              : plain.read(tag, from);
    };
  }

  private Object readRecord(ByteSource from, int levelsLeft) throws Throwable {
    var type = classes.find(from.text());
    var form = RecordForm.of(type);
    if (form.isEmpty()) {
      throw new InvalidClassException(type.getName(), "another sort of class here than there");
    }
    return form.get().make(readAll(form.get().components().length, from, levelsLeft));
  }

  private ArrayList<@Nullable Object> readList(ByteSource from, int levelsLeft) throws Throwable {
    int size = from.size(1);
    var list = new ArrayList<@Nullable Object>(size);
    for (int i = 0; i < size; i++) {
      list.add(read(from, levelsLeft - 1));
    }
    return list;
  }

  private Object readLambda(ByteSource from, int levelsLeft) throws Throwable {
    var site = site(Bytes.adopt(from.sized()));
    int count = from.size(1);
    if (count > 0 && from.peek() == Tag.JAVA) {
      return site.make(together(read(from, levelsLeft - 1), count));
    }
    return site.make(readAll(count, from, levelsLeft));
  }

  private static @Nullable Object[] together(@Nullable Object captured, int count) {
    if (captured instanceof @Nullable Object[] all && all.length == count) {
      return all;
    }
    throw new MalformedFrameException("a lambda captures something else than it says");
  }

  private LambdaSite.Remade site(Bytes description) throws Exception {
    var known = sites.get(description);
    if (known == null) {
      known = LambdaSite.Remade.of(description, classes);
      if (sites.size() < MOST_SITES) {
        sites.put(description, known);
      }
    }
    return known;
  }

  private @Nullable Object[] readAll(int count, ByteSource from, int levelsLeft) throws Throwable {
    var parts = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      parts[i] = read(from, levelsLeft - 1);
    }
    return parts;
  }

  private @Nullable Object readJava(ByteSource from) throws IOException, ClassNotFoundException {
    byte[] stream = from.sized();
    return java.read(new ByteArrayInputStream(stream), stream.length);
  }
}
