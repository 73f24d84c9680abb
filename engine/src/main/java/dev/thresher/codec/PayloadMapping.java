package dev.thresher.codec;

import com.google.protobuf.ByteString;
import dev.thresher.model.Bytes;
import dev.thresher.model.Payload;
import dev.thresher.wire.Wire;

/** Payloads, carried without a look inside. */
final class PayloadMapping {
  private PayloadMapping() {}

  static Wire.Payload toWire(Payload payload) {
    var wire = Wire.Payload.newBuilder();
    switch (payload) {
      case Payload.Reference(Object value) ->
          throw new UnencodableException(
              "a reference to a " + value.getClass().getName() + " cannot leave its process");
      case Payload.Inline(String type, Bytes bytes) -> {
        var content = inlineContent(bytes);
        if (type.equals(Payload.VALUE_TYPE)) {
          wire.setValue(content);
        } else {
          wire.setInline(Wire.Inline.newBuilder().setType(type).setContent(content));
        }
      }
      case Payload.Blob blob -> wire.setBlob(toWire(blob));
    }
    return wire.build();
  }

  private static ByteString inlineContent(Bytes bytes) {
    if (bytes.length() > Payload.INLINE_LIMIT) {
      throw new UnencodableException(
          "an inline payload of " + bytes.length() + " bytes is above " + Payload.INLINE_LIMIT);
    }
    return ValueMapping.toWire(bytes);
  }

  private static Wire.Blob toWire(Payload.Blob blob) {
    return Wire.Blob.newBuilder()
        .setType(blob.type())
        .setLength(blob.length())
        .setLocation(blob.location())
        .setCrc32C(blob.crc32c())
        .build();
  }

  static Payload fromWire(Wire.Payload wire) {
    return switch (wire.getFormCase()) {
      case VALUE -> inline(Payload.VALUE_TYPE, wire.getValue());
      case INLINE -> {
        var type = Check.given(wire.getInline().getType(), "Inline.type");
        Check.that(!type.equals(Payload.VALUE_TYPE), "Inline.type is that of a value");
        yield inline(type, wire.getInline().getContent());
      }
      case BLOB -> fromWire(wire.getBlob());
      case FORM_NOT_SET -> throw new MalformedFrameException("Payload.form is missing");
    };
  }

  private static Payload inline(String type, ByteString content) {
    Check.that(
        content.size() <= Payload.INLINE_LIMIT,
        "an inline payload has " + content.size() + " bytes");
    return new Payload.Inline(type, ValueMapping.fromWire(content));
  }

  private static Payload fromWire(Wire.Blob wire) {
    Check.given(wire.hasCrc32C(), "Blob.crc32c");
    return new Payload.Blob(
        Check.given(wire.getType(), "Blob.type"),
        wire.getCrc32C(),
        Check.atLeast(1L, wire.getLength(), "Blob.length"),
        Check.given(wire.getLocation(), "Blob.location"));
  }
}
