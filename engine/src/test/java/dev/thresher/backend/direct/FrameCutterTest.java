package dev.thresher.backend.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.codec.MalformedFrameException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCutterTest {
  private static final int MOST = 1 << 20;

  private static byte[] stream(List<byte[]> frames) {
    var bytes = new ByteArrayOutputStream();
    for (var frame : frames) {
      bytes.writeBytes(ByteBuffer.allocate(4).putInt(0, frame.length).array());
      bytes.writeBytes(frame);
    }
    return bytes.toByteArray();
  }

  /** Gives at most {@code most} bytes at a time. */
  private static InputStream inPieces(byte[] bytes, int most) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] into, int at, int length) {
        return super.read(into, at, Math.min(length, most));
      }
    };
  }

  private static List<byte[]> cut(InputStream in, int most) throws IOException {
    var cutter = new FrameCutter();
    var channel = Channels.newChannel(in);
    var frames = new ArrayList<byte[]>();
    do {
      for (var frame = cutter.next(most); frame != null; frame = cutter.next(most)) {
        frames.add(frame);
      }
    } while (cutter.fill(channel));
    return frames;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000, 70_000, 1 << 22})
  void framesOfAllSizesComeAsTheyWereInWhateverPiecesTheyArrive(int piece) throws IOException {
    var random = new Random(piece);
    var sizes =
        piece < 100 ? new int[] {1, 5, 4000, 1} : new int[] {1, 300_000, 7, MOST, 262_140, 9};
    var sent = new ArrayList<byte[]>();
    for (int size : sizes) {
      var frame = new byte[size];
      random.nextBytes(frame);
      sent.add(frame);
    }
    assertThat(cut(inPieces(stream(sent), piece), MOST)).containsExactlyElementsOf(sent);
  }

  @Test
  void whatIsLeftWhenTheLimitGrowsIsKept() throws IOException {
    var greeting = new byte[100];
    var large = new byte[MOST];
    large[MOST - 1] = 7;
    var channel = Channels.newChannel(new ByteArrayInputStream(stream(List.of(greeting, large))));
    var cutter = new FrameCutter();
    var first = cutter.next(256);
    while (first == null && cutter.fill(channel)) {
      first = cutter.next(256);
    }
    assertThat(first).isEqualTo(greeting);
    var second = cutter.next(MOST);
    while (second == null && cutter.fill(channel)) {
      second = cutter.next(MOST);
    }
    assertThat(second).isEqualTo(large);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, MOST + 1})
  void aLengthThatNoFrameHasIsRefusedBeforeAnyRoomIsMade(int length) {
    byte[] claim = ByteBuffer.allocate(4).putInt(0, length).array();
    assertThatThrownBy(() -> cut(new ByteArrayInputStream(claim), MOST))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining(Integer.toUnsignedString(length) + " bytes");
  }
}
