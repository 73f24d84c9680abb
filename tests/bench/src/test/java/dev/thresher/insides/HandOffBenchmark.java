package dev.thresher.insides;

import dev.thresher.execute.ResultForm;
import dev.thresher.execute.Slots;
import dev.thresher.execute.StartJournal;
import dev.thresher.execute.TaskCode;
import dev.thresher.execute.TaskOutput;
import dev.thresher.execute.ThreadSlots;
import dev.thresher.model.BatchId;
import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.TaskResult;
import dev.thresher.protocol.WorkerEvent;
import dev.thresher.protocol.WorkerEvent.SlotReported;
import dev.thresher.task.RecordFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * From the thread that has a batch to a worker's slot and back with all of its results, of tasks
 * that do nothing. The time is that of a batch.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HandOffBenchmark {
  private static final int SLOT = 0;

  /** In a batch. */
  @Param({"1", "1000"})
  public int tasks = 1;

  private final BlockingQueue<SlotReported> reports = new ArrayBlockingQueue<>(1_000);
  private @Nullable TaskOutput output;
  private @Nullable Slots slots;
  private @Nullable Path logs;
  private long batches;

  @Setup
  public void open() throws IOException {
    logs = Files.createTempDirectory("thresher-insides-");
    output = TaskOutput.install(logs);
    var code =
        new TaskCode(
            new NothingKind(), RecordFiles.NONE, ResultForm.SHARED, output, StartJournal.NONE);
    slots =
        new ThreadSlots(
            code, this::note, Thread.ofPlatform().daemon().factory(), Duration.ofMinutes(1));
    slots.learn(Usual.stage());
  }

  private void note(WorkerEvent event) {
    if (event instanceof SlotReported report) {
      reports.add(report);
    }
  }

  @Benchmark
  public List<TaskResult> batch() throws InterruptedException {
    if (slots == null) {
      throw new IllegalStateException("not opened");
    }
    var batch = new BatchId(++batches);
    slots.assign(SLOT, new RunTasks(1, batch, new TaskRange(0, 0, tasks), 1, false, List.of()));
    var results = new ArrayList<TaskResult>(tasks);
    SlotReported report;
    do {
      report = reports.take();
      results.addAll(report.results());
    } while (!report.finished());
    slots.forget(batch);
    return results;
  }

  @TearDown
  public void close() throws IOException {
    if (slots != null && output != null && logs != null) {
      try {
        slots.close();
      } catch (Exception impossible) {
        throw new IllegalStateException(impossible);
      }
      output.close();
      Files.delete(logs);
    }
  }
}
