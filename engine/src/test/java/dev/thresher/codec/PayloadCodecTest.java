package dev.thresher.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.Bytes;
import dev.thresher.model.Payload;
import dev.thresher.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadCodecTest {
  @TempDir Path temporary;
  private Path blobs;
  private PayloadCodec codec;

  @BeforeEach
  void makeDirectory() throws IOException {
    blobs = Files.createDirectory(temporary.resolve("blobs"));
    codec = new PayloadCodec(blobs);
  }

  private static Value binary(int length) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) i;
    }
    return new Value.Binary(Bytes.adopt(content));
  }

  @Test
  void smallValuesTravelInline() throws IOException {
    var value = Value.Fields.of("x", Value.of("y"));
    var payload = codec.encode(value);
    assertThat(payload).isInstanceOf(Payload.Inline.class);
    assertThat(((Payload.Inline) payload).type()).isEqualTo(Payload.VALUE_TYPE);
    assertThat(codec.decode(payload)).isEqualTo(value);
  }

  @Test
  void theBorderBetweenInlineAndBlobIsTheInlineLimit() throws IOException {
    int overhead = 4; // one byte of tag, three of length
    assertThat(codec.encode(binary(Payload.INLINE_LIMIT - overhead)))
        .isInstanceOf(Payload.Inline.class);
    assertThat(codec.encode(binary(Payload.INLINE_LIMIT - overhead + 1)))
        .isInstanceOf(Payload.Blob.class);
  }

  @Test
  void largeValuesLieInAFileThatOnlyThisUserCanReadAndThatIsReadOnce() throws IOException {
    var value = binary(3 << 20);
    var blob = (Payload.Blob) codec.encode(value);
    var file = Path.of(blob.location());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(codec.decode(blob)).isEqualTo(value);
    assertThat(blobs).isEmptyDirectory();
  }

  @Test
  void aBlobThatChangedIsRefused() throws IOException {
    var blob = (Payload.Blob) codec.encode(binary(200_000));
    byte[] content = Files.readAllBytes(Path.of(blob.location()));
    content[100_000] ^= 1;
    Files.write(Path.of(blob.location()), content);
    assertRefused(blob, "checksum");
  }

  @Test
  void aBlobOfAnotherLengthIsRefusedBeforeItIsRead() throws IOException {
    var blob = (Payload.Blob) codec.encode(binary(200_000));
    assertRefused(
        new Payload.Blob(blob.type(), blob.crc32c(), 1L << 29, blob.location()), "bytes instead");
    assertRefused(
        new Payload.Blob(blob.type(), blob.crc32c(), Long.MAX_VALUE, blob.location()), "larger");
  }

  @Test
  void aBlobOutsideOfItsDirectoryIsRefusedAndStays() throws IOException {
    var blob = (Payload.Blob) codec.encode(binary(200_000));
    var outside = Files.move(Path.of(blob.location()), temporary.resolve("blob-outside.bin"));
    for (var location :
        new String[] {
          outside.toString(),
          blobs + "/../blob-outside.bin",
          "blob-outside.bin",
          "/etc/passwd",
          blobs.toString(),
          "",
          "a\0b"
        }) {
      assertRefused(new Payload.Blob(blob.type(), blob.crc32c(), blob.length(), location), "blob");
    }
    assertThat(outside).exists();
  }

  @Test
  void aLinkInTheBlobDirectoryIsNotFollowed() throws IOException {
    var blob = (Payload.Blob) codec.encode(binary(200_000));
    var victim = Files.move(Path.of(blob.location()), temporary.resolve("victim"));
    Files.createSymbolicLink(Path.of(blob.location()), victim);
    assertRefused(blob, "plain file");
    assertThat(victim).exists();
  }

  @Test
  void bytesOfAnotherTypeAreNoValue() {
    assertRefused(new Payload.Inline("x-java", Bytes.utf8("abc")), "x-java");
    assertRefused(new Payload.Inline(Payload.VALUE_TYPE, Bytes.EMPTY), "missing");
    assertRefused(new Payload.Inline(Payload.VALUE_TYPE, Bytes.utf8("\u00ff\u00ff")), "no value");
  }

  private void assertRefused(Payload payload, String why) {
    assertThatThrownBy(() -> codec.decode(payload))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining(why);
  }
}
