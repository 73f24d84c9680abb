package dev.thresher.bench;

import dev.thresher.bench.Trial.Reading;
import dev.thresher.model.BackendKind;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;

/** W4: arrays of bytes as arguments; what comes back is their checksum. */
final class LargeArguments implements Contest {
  private record Size(Metric metric, int bytes, int count, int outstanding) {
    double mebibytes() {
      return (double) bytes * count / (1 << 20);
    }
  }

  private static List<Size> sizes(Scale scale) {
    return List.of(
        new Size(Metric.ARGUMENTS_1_KIB, 1 << 10, scale.count(30_000), 64),
        new Size(Metric.ARGUMENTS_64_KIB, 1 << 16, scale.count(2_000), 16),
        new Size(Metric.ARGUMENTS_1_MIB, 1 << 20, scale.count(100), 4));
  }

  @Override
  public List<Trial> trials(Parties parties, Scale scale) throws Exception {
    var trials = new ArrayList<Trial>();
    if (!parties.has(BackendKind.PROCESSES)) {
      return trials; // in one JVM an argument is a reference
    }
    var pool = parties.ours(BackendKind.PROCESSES);
    var raw = parties.raw();
    var python = parties.python();
    for (var size : sizes(scale)) {
      trials.add(() ->
          Map.of(
              Reading.ours(BackendKind.PROCESSES, size.metric()),
              throughput(size, block -> pool.submit(BenchTasks::checksum, block))));
      trials.add(() -> Map.of(Reading.of(Yardstick.RAW_LARGE, size.metric()), raw(raw, size)));
      python.ifPresent(pools ->
          trials.add(() ->
              Map.of(
                  Reading.of(Yardstick.MP_POOL, size.metric()),
                  pools.blocks(
                      Yardstick.MP_POOL, size.bytes(), size.count(), size.outstanding()))));
    }
    return trials;
  }

  @Override
  public WarmUp warmUp() {
    return WarmUp.UNTIL_COMPILED;
  }

  @FunctionalInterface
  private interface Sending {
    Future<Long> apply(byte[] block);
  }

  private static byte[] block(Size size) {
    var block = new byte[size.bytes()];
    new Random(size.bytes()).nextBytes(block);
    return block;
  }

  private static double throughput(Size size, Sending sending) throws Exception {
    var block = block(size);
    long expected = BenchTasks.checksum(block);
    var window = new ArrayDeque<Future<Long>>();
    long started = System.nanoTime();
    int checked = 0;
    for (int sent = 0; sent < size.count(); sent++) {
      if (window.size() == size.outstanding()) {
        WrongResults.check(checked++, window.remove().get(), expected);
      }
      window.add(sending.apply(block));
    }
    while (!window.isEmpty()) {
      WrongResults.check(checked++, window.remove().get(), expected);
    }
    return size.mebibytes() / Elapsed.secondsSince(started);
  }

  private static double raw(RawJvm jvm, Size size) throws IOException {
    var block = block(size);
    long expected = BenchTasks.checksum(block);
    try (Socket socket = jvm.connect(RawEcho.BLOCKS)) {
      var out = socket.getOutputStream();
      var in = new DataInputStream(socket.getInputStream());
      out.write(ByteBuffer.allocate(Integer.BYTES).putInt(size.bytes()).array());
      long started = System.nanoTime();
      for (int sent = 0; sent < size.count(); sent++) {
        out.write(block);
        if (sent >= size.outstanding()) {
          WrongResults.check(sent - size.outstanding(), in.readLong(), expected);
        }
      }
      for (int i = Math.max(0, size.count() - size.outstanding()); i < size.count(); i++) {
        WrongResults.check(i, in.readLong(), expected);
      }
      return size.mebibytes() / Elapsed.secondsSince(started);
    }
  }
}
