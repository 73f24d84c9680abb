package dev.thresher.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayDeque;

/**
 * Gives a parser one character a byte and remembers where lines start, until they are asked for:
 * the parser reads ahead and tells lines only. A line ends with CR, LF, or both in that order.
 */
final class LineStarts extends Reader {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final ArrayDeque<Long> starts = new ArrayDeque<>();
  private long firstLine = 1;
  private long position;
  private boolean afterReturn;

  /**
   * @param skipped bytes before the first line
   */
  LineStarts(InputStream in, long skipped) {
    this.in = in;
    this.position = skipped;
    starts.add(skipped);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int read = in.read(buffer, 0, Math.min(length, buffer.length));
    for (int i = 0; i < read; i++) {
      note(buffer[i]);
      target[offset + i] = (char) (buffer[i] & 0xff);
    }
    return read;
  }

  private void note(byte next) {
    if (next == '\n' && afterReturn) {
      starts.removeLast(); // one end of a line, not two
    }
    position++;
    afterReturn = next == '\r';
    if (next == '\n' || afterReturn) {
      starts.addLast(position);
    }
  }

  /** Forgets the lines before it; lines are asked for in their order. */
  long offsetOf(long line) {
    while (firstLine < line) {
      starts.removeFirst();
      firstLine++;
    }
    return starts.getFirst();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
