package dev.thresher.codec.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Any serialisable object, by Java serialisation. */
final class JavaForm {
  /** Writing goes as deep as the stack allows; a stream that goes deeper was not written by us. */
  private static final int DEEPEST = 20_000;

  // A hash table has up to this many places for each byte of its content in a stream.
  private static final int ELEMENTS_PER_BYTE = 8;
  private static final int LEAST_ELEMENTS = 1024;

  private final UserClasses classes;

  JavaForm(UserClasses classes) {
    this.classes = classes;
  }

  void write(@Nullable Object object, OutputStream to) throws IOException {
    var out = new Out(to, classes.travelling());
    out.writeObject(object);
    out.flush();
  }

  /**
   * @param length of the stream in bytes
   */
  @Nullable Object read(InputStream from, long length) throws IOException, ClassNotFoundException {
    try (var in = new In(from, classes)) {
      in.setObjectInputFilter(filter(length));
      var object = in.readObject();
      if (in.read() >= 0) {
        throw new InvalidObjectException("the stream goes on after its object");
      }
      return object;
    }
  }

  // This filter alone holds for the stream: worker JVMs have another one that refuses everything,
  // for streams that somebody else opens.
  private ObjectInputFilter filter(long length) {
    long most = Math.max(LEAST_ELEMENTS, length * ELEMENTS_PER_BYTE);
    return info -> {
      var type = info.serialClass();
      boolean sound =
          info.depth() <= DEEPEST
              && info.references() <= most
              && info.arrayLength() <= most
              && (type == null || classes.travelling().mayTravel(type));
      return sound ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
    };
  }

  private static final class Out extends ObjectOutputStream {
    private final Travelling travelling;

    Out(OutputStream to, Travelling travelling) throws IOException {
      super(to);
      this.travelling = travelling;
    }

    // Called once for each class of the stream.
    @Override
    protected void annotateClass(Class<?> type) throws IOException {
      if (!travelling.mayTravel(type)) {
        throw new InvalidClassException(
            type.getName(), "not a class that may travel between processes");
      }
    }

    @Override
    protected void annotateProxyClass(Class<?> type) throws IOException {
      throw new InvalidClassException(type.getName(), "a dynamic proxy");
    }
  }

  private static final class In extends ObjectInputStream {
    private final UserClasses classes;

    In(InputStream from, UserClasses classes) throws IOException {
      super(from);
      this.classes = classes;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass described)
        throws IOException, ClassNotFoundException {
      return classes.find(described.getName());
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
      throw new InvalidClassException("a dynamic proxy may not travel between processes");
    }
  }
}
