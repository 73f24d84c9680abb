package dev.thresher.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands before the node of a host, on the host itself, and does to connections what no kernel can
 * be asked for everywhere. A connection goes to the address by which others know the host, and on
 * to the one at which its node listens.
 */
final class FaultProxy implements AutoCloseable {
  /** What is done to what passes. */
  sealed interface Mischief {
    /** Nothing. */
    record None() implements Mischief {}

    /** It comes so much later. */
    record Delay(int millis) implements Mischief {}

    /** The connection is reset after so many bytes, wherever in a frame that is. */
    record Reset(int bytes) implements Mischief {}

    /** One bit is another after so many bytes. */
    record Flip(int bytes) implements Mischief {}
  }

  private record Chunk(long dueNanos, byte[] bytes) {}

  private static final int QUEUE = 256;
  private static final byte[] END = {};

  private final ServerSocket listening;
  private final String onwards;
  private final int port;
  private final AtomicInteger resets = new AtomicInteger();
  private final AtomicInteger flips = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private volatile Mischief mischief = new Mischief.None();
  private volatile String from = "";

  private FaultProxy(ServerSocket listening, String onwards, int port) {
    this.listening = listening;
    this.onwards = onwards;
    this.port = port;
  }

  static FaultProxy before(LabHost host, String namespace, int port) {
    var made = new java.util.concurrent.CompletableFuture<FaultProxy>();
    InNamespace.start(
        namespace,
        () -> {
          try {
            var socket = new ServerSocket(port, QUEUE, InetAddress.getByName(host.address()));
            var proxy = new FaultProxy(socket, host.behindProxy(), port);
            made.complete(proxy);
            proxy.accept();
          } catch (IOException failed) {
            made.completeExceptionally(failed);
          }
        });
    return made.join();
  }

  /** From now on, to what comes on connections from that address, or from anybody if empty. */
  void mischief(Mischief wanted, String fromAddress) {
    from = fromAddress;
    mischief = wanted;
  }

  /** How many connections were reset. */
  int resets() {
    return resets.get();
  }

  /** On how many connections a bit was flipped. */
  int flips() {
    return flips.get();
  }

  /** How many connections have ended since a bit of theirs was flipped. */
  int brokenByFlips() {
    return broken.get();
  }

  // Both ends are made on this thread, and so belong to its namespace.
  private void accept() {
    while (!listening.isClosed()) {
      try {
        var here = listening.accept();
        try {
          var there = new Socket(onwards, port);
          var passing = new AtomicLong();
          pump(here, there, here, passing);
          pump(there, here, here, passing);
        } catch (IOException nobodyListens) {
          here.close();
        }
      } catch (IOException closedOrRefused) {
        // the next one may come
      }
    }
  }

  private Mischief mischiefTo(Socket caller) {
    return from.isEmpty() || caller.getInetAddress().getHostAddress().equals(from)
        ? mischief
        : new Mischief.None();
  }

  private void pump(Socket source, Socket sink, Socket caller, AtomicLong passed) {
    BlockingQueue<Chunk> queue = new LinkedBlockingQueue<>(QUEUE);
    Thread.ofVirtual().start(() -> read(source, sink, caller, passed, queue));
    Thread.ofVirtual().start(() -> write(source, sink, queue));
  }

  private void read(
      Socket source, Socket sink, Socket caller, AtomicLong passed, BlockingQueue<Chunk> queue) {
    var buffer = new byte[16 * 1024];
    boolean flipped = false;
    try (InputStream in = source.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        long delay = 0;
        switch (mischiefTo(caller)) {
          case Mischief.None _ -> passed.set(0);
          case Mischief.Delay(int millis) -> delay = millis;
          case Mischief.Reset(int bytes) -> {
            if (passed.addAndGet(count) > bytes) {
              resets.incrementAndGet();
              reset(source);
              reset(sink);
              return;
            }
          }
          case Mischief.Flip(int bytes) -> {
            if (!flipped && passed.addAndGet(count) > bytes) {
              flipped = true;
              flips.incrementAndGet();
              buffer[count / 2] ^= 1;
            }
          }
        }
        var due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delay);
        queue.put(new Chunk(due, Arrays.copyOf(buffer, count)));
      }
    } catch (IOException ended) {
      // told below
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      if (flipped) {
        broken.incrementAndGet();
      }
      end(queue);
    }
  }

  // What is on its way arrives before.
  private static void end(BlockingQueue<Chunk> queue) {
    try {
      queue.put(new Chunk(0, END));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(Socket source, Socket sink, BlockingQueue<Chunk> queue) {
    try (OutputStream out = sink.getOutputStream()) {
      for (var chunk = queue.take(); chunk.bytes().length > 0; chunk = queue.take()) {
        long left = chunk.dueNanos() - System.nanoTime();
        if (left > 0) {
          TimeUnit.NANOSECONDS.sleep(left);
        }
        out.write(chunk.bytes());
      }
    } catch (IOException ended) {
      // the reader of the other direction is told by its end of the connection
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      close(sink);
      close(source);
      queue.clear(); // lets a reader go on that waits for room
    }
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // as it was to be
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
