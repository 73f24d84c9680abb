package dev.thresher.execute.bodies;

import dev.thresher.execute.bodies.PythonJson.Answer;
import dev.thresher.model.Bytes;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers and prints of one interpreter, in one queue, so that the thread of the slot can wait for
 * both and be interrupted meanwhile. The queue is short: who prints faster than the log takes
 * waits.
 */
final class InterpreterOutput {
  private static final int QUEUE = 16;
  private static final int REST_SECONDS = 1;
  private static final int CHUNK = 8192;
  private static final int MOST_REPLY = 256 << 20;

  /** What one of the two pipes brought. */
  private sealed interface Arrival {
    record Printed(byte[] bytes) implements Arrival {}

    record Marked() implements Arrival {}

    record Replied(Bytes bytes) implements Arrival {}

    record Ended(IOException reason) implements Arrival {}

    record PrintsEnded() implements Arrival {}
  }

  private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(QUEUE);
  private final Process process;
  private final byte[] marker;
  private volatile boolean closed;
  private boolean printsEnded;

  private InterpreterOutput(Process process, byte[] marker) {
    this.process = process;
    this.marker = marker;
  }

  static InterpreterOutput of(Process process, byte[] marker) {
    var output = new InterpreterOutput(process, marker);
    start("python-replies", output::pumpReplies);
    start("python-prints", output::pumpPrints);
    return output;
  }

  // No virtual threads: reading a pipe keeps the carrier, and tasks may need those all.
  private static void start(String name, Runnable pump) {
    Thread.ofPlatform().daemon().inheritInheritableThreadLocals(false).name(name).start(pump);
  }

  /** Prints what is printed until the answer is here and everything before it has been printed. */
  Answer reply() throws IOException, InterruptedException {
    @Nullable Answer reply = null;
    boolean marked = printsEnded;
    while (reply == null || !marked) {
      switch (arrivals.take()) {
        case Arrival.Printed(byte[] bytes) -> System.out.write(bytes, 0, bytes.length);
        case Arrival.Marked() -> marked = true;
        case Arrival.PrintsEnded() -> {
          printsEnded = true;
          marked = true;
        }
        case Arrival.Replied(Bytes bytes) -> {
          reply = Answer.of(bytes);
          marked |= !reply.isMarked();
        }
        case Arrival.Ended(IOException reason) -> throw reason;
      }
    }
    return reply;
  }

  /** After the end: what had been printed before it, as far as it comes soon. */
  void printRest() throws InterruptedException {
    while (!printsEnded) {
      switch (arrivals.poll(REST_SECONDS, TimeUnit.SECONDS)) {
        case null -> printsEnded = true; // a child of its own keeps the pipe
        case Arrival.Printed(byte[] bytes) -> System.out.write(bytes, 0, bytes.length);
        case Arrival.PrintsEnded() -> printsEnded = true;
        case Arrival.Marked(), Arrival.Replied _, Arrival.Ended _ -> {}
      }
    }
  }

  /** Lets the pumps end, whether or not anybody takes what they bring. */
  void close() {
    closed = true;
    arrivals.clear();
  }

  private void pumpReplies() {
    try (var in = new DataInputStream(process.getInputStream())) {
      while (true) {
        int length = in.readInt();
        if (length < 0 || length > MOST_REPLY) {
          throw new IOException("an answer of " + (length & 0xffff_ffffL) + " bytes");
        }
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
          throw new EOFException();
        }
        put(new Arrival.Replied(Bytes.adopt(bytes)));
      }
    } catch (IOException end) {
      put(new Arrival.Ended(end));
    }
  }

  private void pumpPrints() {
    try (var in = process.getErrorStream()) {
      pump(in);
    } catch (IOException closedPipe) {
      // The same as its end.
    }
    put(new Arrival.PrintsEnded());
  }

  // The marker may be cut in two by the reads: what could be its beginning is kept back.
  private void pump(InputStream in) throws IOException {
    var buffer = new byte[CHUNK + marker.length];
    int held = 0;
    for (int read = in.read(buffer, 0, CHUNK); read >= 0; read = in.read(buffer, held, CHUNK)) {
      int filled = held + read;
      int from = 0;
      for (int at = find(buffer, from, filled); at >= 0; at = find(buffer, from, filled)) {
        print(buffer, from, at);
        put(new Arrival.Marked());
        from = at + marker.length;
      }
      held = beginning(buffer, from, filled);
      print(buffer, from, filled - held);
      System.arraycopy(buffer, filled - held, buffer, 0, held);
    }
    print(buffer, 0, held);
  }

  private int find(byte[] buffer, int from, int until) {
    for (int at = from; at + marker.length <= until; at++) {
      if (matches(buffer, at, marker.length)) {
        return at;
      }
    }
    return -1;
  }

  private int beginning(byte[] buffer, int from, int until) {
    int longest = Math.min(marker.length - 1, until - from);
    for (int length = longest; length > 0; length--) {
      if (matches(buffer, until - length, length)) {
        return length;
      }
    }
    return 0;
  }

  private boolean matches(byte[] buffer, int at, int length) {
    for (int i = 0; i < length; i++) {
      if (buffer[at + i] != marker[i]) {
        return false;
      }
    }
    return true;
  }

  private void print(byte[] buffer, int from, int until) {
    if (until > from) {
      put(new Arrival.Printed(Arrays.copyOfRange(buffer, from, until)));
    }
  }

  private void put(Arrival arrival) {
    boolean offered = false;
    while (!offered && !closed) {
      try {
        offered = arrivals.offer(arrival, 100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException nobodyDoes) {
        return;
      }
    }
  }
}
