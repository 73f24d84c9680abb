package dev.thresher.codec.objects;

import dev.thresher.codec.MalformedFrameException;
import dev.thresher.codec.PayloadCodec;
import dev.thresher.codec.WireLimits;
import dev.thresher.model.Bytes;
import dev.thresher.model.Payload;
import dev.thresher.task.SerializationException;
import dev.thresher.task.UserObjects;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one class loader. Keeps nothing alive but that loader and what was read of its
 * classes; make one for each loader and use it as long as the loader.
 */
public final class ObjectCodec implements UserObjects {
  /** The declared type of payloads in the engine's short form. */
  public static final String SHORT_TYPE = "object";

  /** The declared type of payloads that are an array of bytes, and nothing before or after it. */
  public static final String BYTES_TYPE = "bytes";

  /** The declared type of payloads in the form of Java serialisation. */
  public static final String JAVA_TYPE = "java";

  private static final int FEW_BYTES = 1_024;

  private final PayloadCodec payloads;
  private final UserClasses classes;
  private final JavaForm java;
  private final ShortForm shortForm;

  /**
   * @param loader of the user's code
   */
  public ObjectCodec(ClassLoader loader, PayloadCodec payloads) {
    this.payloads = payloads;
    this.classes = new UserClasses(loader);
    this.java = new JavaForm(classes);
    this.shortForm = new ShortForm(classes, java);
  }

  @Override
  public Payload encode(Part part, @Nullable Object object)
      throws SerializationException, IOException {
    if (object instanceof byte[] bytes && isLarge(bytes)) {
      return payloads.pack(BYTES_TYPE, Bytes.adopt(bytes)); // written before the caller has it back
    }
    var sink = new ByteSink(WireLimits.BLOB_BYTES);
    var type = write(part, object, sink);
    return payloads.pack(type, sink.bytes());
  }

  private static boolean isLarge(byte[] bytes) {
    return bytes.length > Payload.INLINE_LIMIT && bytes.length <= WireLimits.BLOB_BYTES;
  }

  private String write(Part part, @Nullable Object object, ByteSink to)
      throws SerializationException {
    try {
      if (shortForm.write(object, to)) {
        return SHORT_TYPE;
      }
      java.write(object, to);
      return JAVA_TYPE;
    } catch (Throwable refused) {
      // Whatever code of the user's threw, errors too: it fails this task and nothing else.
      throw Refusals.ofWriting(part, object, refused, classes.travelling());
    }
  }

  @Override
  public Optional<Payload> encodeThrown(Throwable thrown) {
    try {
      var sink = new ByteSink(WireLimits.THROWN_BYTES);
      java.write(thrown, sink);
      return Optional.of(new Payload.Inline(JAVA_TYPE, sink.bytes()));
    } catch (Throwable refused) {
      return Optional.empty(); // the failure is told as data all the same
    }
  }

  @Override
  public @Nullable Object decode(Part part, Payload payload)
      throws SerializationException, IOException {
    return switch (payload) {
      case Payload.Reference(Object object) -> object;
      case Payload.Inline(String type, Bytes content) -> read(part, type, content);
      case Payload.Blob blob -> {
        var content = content(part, blob);
        yield blob.type().equals(BYTES_TYPE)
            ? content
            : read(part, blob.type(), Bytes.adopt(content));
      }
    };
  }

  private byte[] content(Part part, Payload.Blob blob) throws SerializationException, IOException {
    try {
      return switch (part) {
        case RESULT -> payloads.take(blob);
        case TASK, ARGUMENT -> payloads.open(blob);
      };
    } catch (MalformedFrameException damaged) {
      throw Refusals.ofReading(part, damaged);
    }
  }

  private @Nullable Object read(Part part, String type, Bytes content)
      throws SerializationException {
    try {
      return switch (type) {
        case SHORT_TYPE -> readShort(content);
        case BYTES_TYPE -> content.toArray();
        case JAVA_TYPE -> java.read(content.asStream(), content.length());
        default -> throw new MalformedFrameException("nobody reads the type " + type);
      };
    } catch (Throwable refused) {
      throw Refusals.ofReading(part, refused);
    }
  }

  /** Whether its object is a number, a text, a truth value or nothing: to make it runs no code. */
  public static boolean isWithoutParts(Payload payload) {
    return payload instanceof Payload.Inline(String type, Bytes content)
        && type.equals(SHORT_TYPE)
        && content.length() > 0
        && content.asReadOnlyBuffer().get(0) <= Tag.STRING
        && content.length() <= FEW_BYTES;
  }

  private @Nullable Object readShort(Bytes content) throws Throwable {
    var from = new ByteSource(content);
    var object = shortForm.read(from);
    if (from.left() > 0) {
      throw new MalformedFrameException("an object goes on after its end");
    }
    return object;
  }
}
