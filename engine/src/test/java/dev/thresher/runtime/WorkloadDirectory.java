package dev.thresher.runtime;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEvent.RunEnded;
import dev.thresher.rundir.StateDirectory;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.workload.Overrides;
import dev.thresher.workload.hocon.Complaint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Workload files of a test and what they name, read and run in a directory of its own. */
final class WorkloadDirectory {
  private final Path directory;
  private final Supplier<PipedInput> piped;
  private int runs;

  WorkloadDirectory(Path directory) {
    this(directory, () -> new PipedInput(InputStream.nullInputStream(), true, stateIn(directory)));
  }

  /**
   * @param piped what every file of them finds on standard input
   */
  WorkloadDirectory(Path directory, Supplier<PipedInput> piped) {
    this.directory = directory.toAbsolutePath();
    this.piped = piped;
  }

  static StateDirectory stateIn(Path directory) {
    return new StateDirectory(directory.resolve("state"));
  }

  Path write(String name, String text) throws IOException {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  Loaded load(String workload) throws IOException {
    write("w.conf", workload);
    return new WorkloadLoader(BuiltinKinds.load(), new StoredRecords(), directory, piped)
        .load(Path.of("w.conf"), Overrides.NONE);
  }

  /** Of a workload with which nothing is wrong. */
  Loaded.Ready ready(String workload) throws IOException {
    return switch (load(workload)) {
      case Loaded.Ready ready -> ready;
      case Loaded.Refused(var complaints) -> throw new AssertionError(complaints.toString());
    };
  }

  /** What is wrong with a workload, a line each. */
  List<String> complaints(String workload) throws IOException {
    return switch (load(workload)) {
      case Loaded.Refused(var complaints) -> complaints.stream().map(Complaint::render).toList();
      case Loaded.Ready ready -> throw new AssertionError("accepted: " + ready);
    };
  }

  /** The directory of the next run. */
  Path nextRun() {
    return directory.resolve("run" + runs++);
  }

  LocalEngine engine() {
    return new LocalEngine(BuiltinKinds.load(), new StoredRecords(), stateIn(directory));
  }

  /** On threads. */
  static RunOptions options(Loaded.Ready ready, int workers, Path run) {
    return new RunOptions(
        BackendKind.THREADS, workers, ready.settings(), Optional.of(run), false, false);
  }

  Engine.RunHandle start(Loaded.Ready ready, int workers, RunListener listener) {
    return engine().start(ready.plan(), options(ready, workers, nextRun()), listener);
  }

  RunEnded run(Loaded.Ready ready, int workers) throws InterruptedException {
    return start(ready, workers, _ -> {}).await();
  }

  RunEnded run(String workload, int workers) throws IOException, InterruptedException {
    return run(ready(workload), workers);
  }
}
