package dev.thresher.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP server on the loopback interface that takes its time: {@code GET /N} is answered with N
 * after a while. A virtual thread for each connection, which is kept for the next request.
 */
final class SlowServer implements AutoCloseable {
  /** All clients may come at once. */
  private static final int BACKLOG = 1_000;

  private final long millis;
  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private SlowServer(long millis, ServerSocket listening) {
    this.millis = millis;
    this.listening = listening;
  }

  static SlowServer start(long millis) throws IOException {
    var socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    var server = new SlowServer(millis, socket);
    server.threads.execute(server::accept);
    return server;
  }

  /** With a slash at its end, where the number goes. */
  String url() {
    return "http://127.0.0.1:" + listening.getLocalPort() + "/";
  }

  private void accept() {
    try {
      while (true) {
        var client = listening.accept();
        threads.execute(() -> serve(client));
      }
    } catch (SocketException closed) {
      // the end
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      var in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      for (var request = in.readLine(); request != null; request = in.readLine()) {
        for (var header = in.readLine(); !header.isEmpty(); header = in.readLine()) {}
        Thread.sleep(millis);
        client.getOutputStream().write(answer(request.split(" ")[1].substring(1)));
      }
    } catch (IOException gone) {
      // the client has ended, or the server is closed
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] answer(String number) {
    return "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(number.length(), number)
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
