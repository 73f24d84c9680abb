package dev.thresher.insides;

import dev.thresher.codec.EnvelopeCodec;
import dev.thresher.codec.EnvelopeCodec.Letter;
import dev.thresher.model.BatchId;
import dev.thresher.model.Payload;
import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What it takes to make bytes of an envelope, and an envelope of bytes: tasks with a number as
 * argument on their way to a worker, their results on the way back. The time is that of an
 * envelope.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EnvelopeBenchmark {
  /** In one envelope. */
  @Param({"1", "1000"})
  public int tasks = 1;

  private Request request = request(1);
  private Letter letter = letter(1);
  private byte[] requestFrame = {};
  private byte[] letterFrame = {};

  @Setup
  public void write() {
    request = request(tasks);
    letter = letter(tasks);
    requestFrame = EnvelopeCodec.encode(request);
    letterFrame = EnvelopeCodec.encode(letter);
  }

  static Request request(int tasks) {
    List<Payload> arguments = LongStream.range(0, tasks).mapToObj(Usual::encoded).toList();
    return new Request.RunTasks(1, new BatchId(1), new TaskRange(0, 0, tasks), 1, false, arguments);
  }

  static Letter letter(int tasks) {
    var ended = new Reply.Ended(1, 1, new BatchId(1), 1, Usual.results(0, tasks), true);
    return new Letter(Usual.worker(1), "w1", ended);
  }

  @Benchmark
  public byte[] encodeTasks() {
    return EnvelopeCodec.encode(request);
  }

  @Benchmark
  public Request decodeTasks() {
    return EnvelopeCodec.decodeRequest(requestFrame);
  }

  @Benchmark
  public byte[] encodeResults() {
    return EnvelopeCodec.encode(letter);
  }

  @Benchmark
  public Letter decodeResults() {
    return EnvelopeCodec.decodeLetter(letterFrame);
  }
}
