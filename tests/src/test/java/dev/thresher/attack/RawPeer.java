package dev.thresher.attack;

import dev.thresher.cluster.UnguardedSystem;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** A connection that speaks the transport's protocol by hand, as far as it is let. */
final class RawPeer implements AutoCloseable {
  /** How it introduces itself. */
  enum Manner {
    /** No TLS at all. */
    PLAIN,
    /** TLS, but with no certificate to show. */
    WITHOUT_CERTIFICATE,
    /** TLS, with a key and a certificate of its own making. */
    WITH_OWN_CERTIFICATE
  }

  private static final int PATIENCE_MILLIS = 20_000;
  private static final int CLAIMED_BYTES = 1_500_000_000;
  private static final byte ORDINARY_STREAM = 2;

  private final Socket socket;

  private RawPeer(Socket socket) {
    this.socket = socket;
  }

  static RawPeer connect(int port, Manner manner) throws IOException {
    var peer = new RawPeer(socket(manner));
    peer.socket.setSoTimeout(PATIENCE_MILLIS);
    peer.socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
    return peer;
  }

  private static Socket socket(Manner manner) throws IOException {
    return switch (manner) {
      case PLAIN -> new Socket();
      case WITHOUT_CERTIFICATE ->
          UnguardedSystem.trustingContext().getSocketFactory().createSocket();
      case WITH_OWN_CERTIFICATE ->
          UnguardedSystem.trustingContext(UnguardedSystem.ownKey())
              .getSocketFactory()
              .createSocket();
    };
  }

  /**
   * Announces a frame of 1.5 GB and sends its beginning.
   *
   * @return false if the other side has cut it off before all of {@code bytes} were out
   */
  boolean sendFrame(int bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(preamble());
      byte[] piece = new byte[1 << 16];
      for (int sent = 0; sent < bytes; sent += piece.length) {
        out.write(piece);
      }
      out.flush();
      return true;
    } catch (IOException cutOff) {
      return false;
    }
  }

  private static byte[] preamble() {
    return ByteBuffer.allocate(9)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("AKKA".getBytes(StandardCharsets.US_ASCII))
        .put(ORDINARY_STREAM)
        .putInt(CLAIMED_BYTES)
        .array();
  }

  /** The first bytes of a TLS client that then thinks for a long time. */
  void sendHalfAHello() throws IOException {
    socket.getOutputStream().write(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00});
    socket.getOutputStream().flush();
  }

  /** One more byte of what it began; false if nobody listens any more. */
  boolean dribble() {
    try {
      socket.getOutputStream().write(1);
      return true;
    } catch (IOException cutOff) {
      return false;
    }
  }

  /** Whether the other side ends the connection: with an alert, a reset or just the end. */
  boolean isCutOff() {
    try {
      if (socket instanceof SSLSocket tls) {
        tls.startHandshake();
      }
      while (socket.getInputStream().read() >= 0) {
        // an alert, in plain TLS records
      }
      return true;
    } catch (java.net.SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException refused) {
      return true;
    }
  }

  void waitAtMost(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
