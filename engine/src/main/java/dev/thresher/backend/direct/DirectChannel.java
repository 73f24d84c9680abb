package dev.thresher.backend.direct;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A connection on which frames go both ways. Whoever sends writes for itself as far as the socket
 * takes it, and never waits: the hand-over to a thread that writes would be a third of a round
 * trip. What the socket does not take lies here until it does; then the one thread that also reads
 * writes it.
 *
 * <p>Sending is for all threads, the rest for the one that serves the channel.
 */
final class DirectChannel implements AutoCloseable {
  /** If so much waits, the other end has stood still: what is sent then is lost. */
  static final long MOST_WAITING_BYTES = 32L << 20;

  private static final int STAGED_BYTES = 64 * 1024;

  /** Takes what was received, on the channel's thread. */
  interface Receiver {
    void receive(byte[] frame);
  }

  private final SocketChannel socket;
  private final Selector selector;
  private final SelectionKey key;
  private final FrameCutter in = new FrameCutter();

  // The lock of this and of what follows; held while the socket is written to, which does not
  // block.
  private final Deque<ByteBuffer> out = new ArrayDeque<>();
  private final ByteBuffer staged = ByteBuffer.allocateDirect(STAGED_BYTES);
  private long waitingBytes;

  /**
   * @param socket a connection, which is closed with the channel, or if there can be none
   */
  DirectChannel(SocketChannel socket) throws IOException {
    this.socket = socket;
    try {
      socket.configureBlocking(false);
      this.selector = Selector.open();
      this.key = socket.register(selector, SelectionKey.OP_READ);
    } catch (IOException unusable) {
      socket.close();
      throw unusable;
    }
  }

  /** At once, or as soon as the socket takes it; never, if the channel is closed or ends before. */
  void send(byte[] frame) {
    synchronized (out) {
      if (waitingBytes > MOST_WAITING_BYTES || !socket.isOpen()) {
        return;
      }
      boolean isFirst = waitingBytes == 0;
      out.add(ByteBuffer.allocate(FrameCutter.LENGTH_BYTES).putInt(0, frame.length));
      out.add(ByteBuffer.wrap(frame));
      waitingBytes += FrameCutter.LENGTH_BYTES + frame.length;
      if (isFirst) {
        write();
        if (waitingBytes > 0) {
          listenFor(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
          selector.wakeup();
        }
      }
    }
  }

  // With the lock, until all is out or the socket takes no more. A socket that cannot be written to
  // has lost its other end, which is for the thread that reads to find out.
  private void write() {
    try {
      int taken;
      do {
        stage();
        taken = socket.write(staged.flip());
        staged.compact();
        waitingBytes -= taken;
      } while (waitingBytes > 0 && taken > 0);
    } catch (IOException gone) {
      close();
    }
  }

  // Given all that waits, the JDK would copy all of it at each attempt.
  private void stage() {
    while (!out.isEmpty() && staged.hasRemaining()) {
      var next = out.element();
      int size = Math.min(next.remaining(), staged.remaining());
      staged.put(next.slice(next.position(), size));
      next.position(next.position() + size);
      if (!next.hasRemaining()) {
        out.remove();
      }
    }
  }

  private void listenFor(int operations) {
    try {
      key.interestOps(operations);
    } catch (CancelledKeyException closed) {
      // nobody will listen for anything
    }
  }

  /**
   * The first frame, from somebody of whom nothing is known yet.
   *
   * @throws IOException if it does not come as a whole within that time, or the channel ends
   * @throws dev.thresher.codec.MalformedFrameException if it is larger
   */
  byte[] first(int most, Duration patience) throws IOException {
    long until = System.nanoTime() + patience.toNanos();
    for (var frame = in.next(most); ; frame = in.next(most)) {
      if (frame != null) {
        return frame;
      }
      long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new IOException("no greeting came within " + patience.toMillis() + " ms");
      }
      await(left);
    }
  }

  /**
   * Receives until the channel ends, and so never returns.
   *
   * @param most bytes of a frame
   * @throws EOFException if the other end has gone
   * @throws IOException if the channel was closed, or broke, which is how the end of a process that
   *     had not read everything shows
   * @throws dev.thresher.codec.MalformedFrameException if something comes that is no frame
   */
  void serve(int most, Receiver receiver) throws IOException {
    while (true) {
      for (var frame = in.next(most); frame != null; frame = in.next(most)) {
        receiver.receive(frame);
      }
      await(0);
    }
  }

  /**
   * @param millis 0 for ever
   */
  private void await(long millis) throws IOException {
    try {
      selector.select(millis);
      selector.selectedKeys().clear();
      if (key.isWritable()) {
        writeOn();
      }
      if (key.isReadable() && !in.fill(socket)) {
        throw new EOFException("the other end has gone");
      }
    } catch (CancelledKeyException | ClosedSelectorException closed) {
      throw new ClosedChannelException();
    }
  }

  private void writeOn() {
    synchronized (out) {
      write();
      if (waitingBytes == 0) {
        listenFor(SelectionKey.OP_READ);
      }
    }
  }

  @Override
  public void close() {
    try (selector;
        socket) {
      // both, whatever becomes of the other
    } catch (IOException alreadyBroken) {
      // Nothing more can be done with it.
    }
  }
}
