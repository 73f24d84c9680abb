package dev.thresher.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The main of the second JVM that the raw yardsticks speak to: prints the port it listens to on
 * loopback, answers each number with the next one and each block of bytes with its checksum. Ends
 * when its standard input does. What it is told is not trusted with memory: it never keeps more
 * than a buffer.
 */
final class RawEcho {
  /** First byte of a connection: an answer a write. */
  static final int SINGLE = 1;

  /** As many answers a write as numbers came in a read. */
  static final int BATCHED = 2;

  /** Then the size of each block follows, four bytes. */
  static final int BLOCKS = 3;

  private static final int BUFFER = 1 << 16;

  private RawEcho() {}

  public static void main(String[] arguments) throws IOException {
    try (var server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      System.out.flush();
      Thread.ofPlatform().daemon().start(() -> accept(server));
      while (System.in.read() >= 0) {
        // nobody speaks to it here; the end is what it waits for
      }
    }
    System.exit(0);
  }

  private static void accept(ServerSocket server) {
    try {
      while (true) {
        var socket = server.accept();
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // the end
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream(), BUFFER);
      switch (in.read()) {
        case SINGLE -> oneByOne(in, socket.getOutputStream());
        case BATCHED -> manyAtOnce(in, socket.getOutputStream());
        case BLOCKS -> blocks(new DataInputStream(in), socket);
        default -> {}
      }
    } catch (IOException over) {
      // the other side has what it wanted
    }
  }

  private static void oneByOne(InputStream in, OutputStream out) throws IOException {
    var numbers = new DataInputStream(in);
    var answers = new DataOutputStream(out);
    try {
      while (true) {
        answers.writeLong(BenchTasks.plusOne(numbers.readLong()));
      }
    } catch (EOFException over) {
      // all has been answered
    }
  }

  /** Whatever a read brings is answered in one write. */
  private static void manyAtOnce(InputStream in, OutputStream out) throws IOException {
    var bytes = new byte[BUFFER];
    var buffer = ByteBuffer.wrap(bytes);
    int filled = 0;
    for (int read = in.read(bytes); read >= 0; read = in.read(bytes, filled, BUFFER - filled)) {
      filled += read;
      int whole = filled - filled % Long.BYTES;
      for (int at = 0; at < whole; at += Long.BYTES) {
        buffer.putLong(at, BenchTasks.plusOne(buffer.getLong(at)));
      }
      out.write(bytes, 0, whole);
      System.arraycopy(bytes, whole, bytes, 0, filled - whole);
      filled -= whole;
    }
  }

  private static void blocks(DataInputStream in, Socket socket) throws IOException {
    var out = new DataOutputStream(socket.getOutputStream());
    long size = Math.max(1, in.readInt());
    var buffer = new byte[BUFFER];
    while (true) {
      var sum = new CRC32C();
      for (long left = size; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          return;
        }
        sum.update(buffer, 0, read);
        left -= read;
      }
      out.writeLong(sum.getValue());
    }
  }
}
