package dev.thresher.insides;

import dev.thresher.codec.LedgerCodec;
import dev.thresher.journal.Entry;
import dev.thresher.ledger.LedgerFile;
import dev.thresher.ledger.LedgerWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * From an entry of results to the disk, in a file of the temporary directory: alone, waited for
 * each time, and as one of a hundred that share what the disk is asked for. The time is that of an
 * entry.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LedgerBenchmark {
  static final int TOGETHER = 100;

  /** Results in an entry. */
  @Param({"1", "1000"})
  public int tasks = 1;

  private @Nullable Path home;
  private @Nullable LedgerWriter writer;
  private long next;

  // A file for each iteration: it would fill the disk otherwise.
  @Setup(Level.Iteration)
  public void open() throws IOException {
    home = Files.createTempDirectory("thresher-insides-");
    writer = new LedgerWriter(LedgerFile.create(file(home), codec()));
    writer.start();
    next = 0;
  }

  static Path file(Path home) {
    return home.resolve("ledger");
  }

  static LedgerCodec codec() {
    return new LedgerCodec(Usual.payloads());
  }

  /** Where the file lies between {@link #open} and {@link #close}. */
  Path home() {
    if (home == null) {
      throw new IllegalStateException("not opened");
    }
    return home;
  }

  private LedgerWriter writer() {
    if (writer == null) {
      throw new IllegalStateException("not opened");
    }
    return writer;
  }

  private Entry entry() {
    long from = next;
    next += tasks;
    return new Entry.Committed(0, 1, Usual.worker(1), Usual.results(from, next));
  }

  @Benchmark
  public void alone() throws IOException, InterruptedException {
    writer().appendAndWait(entry());
  }

  @Benchmark
  @OperationsPerInvocation(TOGETHER)
  public void together() throws IOException, InterruptedException {
    for (int i = 1; i < TOGETHER; i++) {
      writer().append(entry(), false);
    }
    writer().appendAndWait(entry());
  }

  @TearDown(Level.Iteration)
  public void close() throws IOException {
    writer().close();
    Files.delete(file(home()));
    Files.delete(home());
  }
}
