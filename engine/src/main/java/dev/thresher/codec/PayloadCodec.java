package dev.thresher.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.thresher.codec.BlobDirectory.End;
import dev.thresher.model.Bytes;
import dev.thresher.model.Payload;
import dev.thresher.model.Value;
import dev.thresher.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * User values ↔ payloads that may leave the process: up to {@link Payload#INLINE_LIMIT} bytes in
 * the message, above that in a file of the run's blob directory. Safe for several threads; blobs
 * are written and read on the calling thread.
 */
public final class PayloadCodec {
  private final BlobDirectory blobs;

  /**
   * @param blobDirectory of the run, the same in coordinator and workers; absolute
   */
  public PayloadCodec(Path blobDirectory) {
    this(blobDirectory, End.DELETED);
  }

  private PayloadCodec(Path blobDirectory, End ends) {
    this.blobs = new BlobDirectory(blobDirectory, ends);
  }

  /** One that leaves blobs where they are when it reads them, so that they can be read again. */
  public static PayloadCodec keeping(Path blobDirectory) {
    return new PayloadCodec(blobDirectory, End.KEPT);
  }

  /**
   * One that keeps files of its own blobs that are not needed any more, up to 64 MiB, and writes
   * others over them. Whoever has the directory deletes it in the end.
   */
  public static PayloadCodec writingOver(Path blobDirectory) {
    return new PayloadCodec(blobDirectory, End.WRITTEN_OVER);
  }

  /**
   * @throws UnencodableException if the value has no form on the wire
   * @throws IOException if a blob cannot be written
   */
  public Payload encode(Value value) throws IOException {
    return pack(Payload.VALUE_TYPE, Bytes.adopt(ValueMapping.toWire(value).toByteArray()));
  }

  /**
   * Bytes of a type that others declare, in the message or in a file by their length.
   *
   * @throws UnencodableException if they are more than {@link WireLimits#BLOB_BYTES}
   * @throws IOException if a blob cannot be written
   */
  public Payload pack(String type, Bytes content) throws IOException {
    return content.length() <= Payload.INLINE_LIMIT
        ? new Payload.Inline(type, content)
        : blobs.write(type, content);
  }

  /**
   * The content of a blob, which stays where it is; the array is the caller's.
   *
   * @throws MalformedFrameException if it is not what its length, checksum or place say
   * @throws IOException if it cannot be read
   */
  public byte[] open(Payload.Blob blob) throws IOException {
    return blobs.read(blob);
  }

  /** As {@link #open}, and the blob is not needed any more. */
  public byte[] take(Payload.Blob blob) throws IOException {
    var content = blobs.read(blob);
    blobs.end(blob);
    return content;
  }

  /**
   * Ends what lies outside of the message, if anything does; nobody can read the payload then,
   * unless this codec keeps blobs.
   *
   * @throws IOException if its file cannot be deleted
   */
  public void discard(Payload payload) throws IOException {
    if (payload instanceof Payload.Blob blob) {
      blobs.end(blob);
    }
  }

  /**
   * Reads a payload back; a blob is read once, unless this codec keeps them.
   *
   * @throws MalformedFrameException if the payload is not a {@link Value}, or a blob is not what
   *     its length, checksum or place say
   * @throws UncheckedIOException if a blob cannot be read
   */
  public Value decode(Payload payload) {
    return switch (payload) {
      case Payload.Reference(Value value) -> value;
      case Payload.Reference(Object other) ->
          throw new MalformedFrameException("a " + other.getClass().getName() + " is no value");
      case Payload.Inline(String type, Bytes bytes) -> parse(type, bytes);
      case Payload.Blob blob -> parse(blob.type(), read(blob));
    };
  }

  /** The same blob, in this codec's directory. */
  Payload.Blob here(Payload.Blob blob) {
    return blobs.here(blob);
  }

  /**
   * @throws MalformedFrameException if it does not lie in this codec's directory
   */
  Path fileOf(Payload.Blob blob) {
    return blobs.fileOf(blob);
  }

  private Bytes read(Payload.Blob blob) {
    try {
      return Bytes.adopt(take(blob));
    } catch (IOException failed) {
      throw new UncheckedIOException("a result cannot be read from " + blob.location(), failed);
    }
  }

  private static Value parse(String type, Bytes content) {
    Check.that(type.equals(Payload.VALUE_TYPE), "a payload of type " + type + " is no value");
    try {
      var in = CodedInputStream.newInstance(content.asReadOnlyBuffer());
      in.setRecursionLimit(WireLimits.MESSAGE_NESTING);
      var value = ValueMapping.fromWire(Wire.Value.parseFrom(in));
      Check.that(in.isAtEnd(), "a value goes on after its end");
      return value;
    } catch (InvalidProtocolBufferException damaged) {
      throw new MalformedFrameException("a payload is no value: " + damaged.getMessage(), damaged);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
