package dev.thresher.bench;

import dev.thresher.launch.Installation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A {@link RawEcho} that runs, from outside. It ends with this JVM, whatever ends that. */
final class RawJvm implements AutoCloseable {
  private final Process process;
  private final int port;

  private RawJvm(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** With the flags and class path of a worker, without what only a worker needs. */
  static RawJvm start() throws IOException {
    var command = Installation.current().workerCommand(RawEcho.class.getName(), List.of("-Xmx64m"));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    var line = reader.readLine();
    if (line == null) {
      process.destroyForcibly();
      throw new IOException(
          "the second JVM for raw TCP ended at its start; its command: " + command);
    }
    return new RawJvm(process, Integer.parseInt(line));
  }

  /**
   * @param mode first byte of the connection, one of {@link RawEcho}'s
   */
  Socket connect(int mode) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.getOutputStream().write(mode);
    return socket;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
