package dev.thresher.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes images of up to 256 colours as PNG.
 *
 * <p>The JDK's own writer belongs to its desktop module: it takes a third of a second to start,
 * needs native libraries that headless installations lack, and keeps a file in the temporary
 * directory.
 *
 * <p>Source: Portable Network Graphics (PNG) Specification, W3C, second edition, 2003.
 */
public final class IndexedPng {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int CHUNK_FRAME = 12; // length, type and checksum
  private static final byte BIT_DEPTH = 8;
  private static final byte PALETTE_COLOUR = 3;

  private IndexedPng() {}

  /**
   * A whole PNG file.
   *
   * @param indices row by row from the top, {@code width · height} numbers of colours
   * @param colours at most 256, as {@code 0xRRGGBB}
   */
  public static byte[] encode(int width, int height, byte[] indices, int[] colours) {
    var header = ByteBuffer.allocate(13).putInt(width).putInt(height).put(BIT_DEPTH);
    header.put(PALETTE_COLOUR); // then zeros: deflate, the usual filters, not interlaced
    var data = compress(scanlines(width, height, indices));
    var palette = palette(colours);
    var png =
        ByteBuffer.allocate(
            SIGNATURE.length + 4 * CHUNK_FRAME + header.capacity() + palette.length + data.length);
    png.put(SIGNATURE);
    putChunk(png, "IHDR", header.array());
    putChunk(png, "PLTE", palette);
    putChunk(png, "IDAT", data);
    putChunk(png, "IEND", new byte[0]);
    return png.array();
  }

  /** Each row behind a byte that names its filter: none, which suits palettes best. */
  private static byte[] scanlines(int width, int height, byte[] indices) {
    var lines = new byte[Math.multiplyExact(height, width + 1)];
    for (int row = 0; row < height; row++) {
      System.arraycopy(indices, row * width, lines, row * (width + 1) + 1, width);
    }
    return lines;
  }

  private static byte[] palette(int[] colours) {
    var bytes = ByteBuffer.allocate(3 * colours.length);
    for (int colour : colours) {
      bytes.put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
    }
    return bytes.array();
  }

  private static byte[] compress(byte[] content) {
    try (var deflater = new Deflater()) {
      deflater.setInput(content);
      deflater.finish();
      var compressed = new byte[Math.max(64, content.length / 8)];
      int length = 0;
      while (!deflater.finished()) {
        if (length == compressed.length) {
          compressed = Arrays.copyOf(compressed, 2 * length);
        }
        length += deflater.deflate(compressed, length, compressed.length - length);
      }
      return Arrays.copyOf(compressed, length);
    }
  }

  private static void putChunk(ByteBuffer png, String type, byte[] content) {
    var name = type.getBytes(StandardCharsets.US_ASCII);
    var checksum = new CRC32();
    checksum.update(name);
    checksum.update(content);
    png.putInt(content.length).put(name).put(content).putInt((int) checksum.getValue());
  }
}
