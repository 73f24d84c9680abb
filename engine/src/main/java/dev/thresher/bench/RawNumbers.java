package dev.thresher.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Tiny tasks through a plain socket: a long there, the next one back, every answer checked. */
final class RawNumbers {
  private static final int BUFFER = 1 << 16;

  private final RawJvm jvm;

  RawNumbers(RawJvm jvm) {
    this.jvm = jvm;
  }

  /** Tasks a second with as many outstanding; a write for each task, and for each answer. */
  double single(int tasks, int outstanding) throws IOException {
    try (var socket = jvm.connect(RawEcho.SINGLE)) {
      var out = new DataOutputStream(socket.getOutputStream());
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
      long started = System.nanoTime();
      for (int task = 0; task < tasks; task++) {
        if (task >= outstanding) {
          WrongResults.check(task - outstanding, in.readLong(), task - outstanding + 1L);
        }
        out.writeLong(task);
      }
      for (int task = Math.max(0, tasks - outstanding); task < tasks; task++) {
        WrongResults.check(task, in.readLong(), task + 1L);
      }
      return tasks / Elapsed.secondsSince(started);
    }
  }

  /** Tasks a second, half of those outstanding in one write. */
  double batched(int tasks, int outstanding) throws IOException {
    int batch = Math.max(1, outstanding / 2);
    try (var socket = jvm.connect(RawEcho.BATCHED)) {
      var out = socket.getOutputStream();
      var in = socket.getInputStream();
      var bytes = ByteBuffer.allocate(batch * Long.BYTES);
      long started = System.nanoTime();
      for (int written = 0; written < tasks + batch; written += batch) {
        if (written < tasks) {
          out.write(bytes.array(), 0, fill(bytes, written, Math.min(tasks, written + batch)));
        }
        if (written > 0) {
          check(in, bytes, written - batch, Math.min(tasks, written));
        }
      }
      return tasks / Elapsed.secondsSince(started);
    }
  }

  private static int fill(ByteBuffer bytes, int from, int to) {
    bytes.clear();
    for (int value = from; value < to; value++) {
      bytes.putLong(value);
    }
    return bytes.position();
  }

  private static void check(InputStream in, ByteBuffer bytes, int from, int to) throws IOException {
    int length = Math.max(0, to - from) * Long.BYTES;
    if (in.readNBytes(bytes.array(), 0, length) < length) {
      throw new EOFException("the second JVM for raw TCP has ended");
    }
    for (int value = from; value < to; value++) {
      WrongResults.check(value, bytes.getLong((value - from) * Long.BYTES), value + 1L);
    }
  }

  /** One at a time. */
  RoundTrips.Percentiles roundTrips(int tasks) throws Exception {
    try (var socket = jvm.connect(RawEcho.SINGLE)) {
      var out = new DataOutputStream(socket.getOutputStream());
      var in = new DataInputStream(socket.getInputStream());
      return RoundTrips.measure(
          tasks,
          value -> {
            out.writeLong(value);
            return in.readLong();
          });
    }
  }
}
