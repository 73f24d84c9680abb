package dev.thresher.runtime;

import dev.thresher.api.Retry;
import dev.thresher.api.TaskOptions;
import dev.thresher.api.TaskTimeout;
import dev.thresher.api.spi.ExecutorFile;
import dev.thresher.model.EngineSettings;
import dev.thresher.task.RetryOn;
import dev.thresher.task.Semantics;
import dev.thresher.workload.EffectiveSettings;
import dev.thresher.workload.ExecutorReader;
import dev.thresher.workload.ExecutorReader.Described;
import dev.thresher.workload.ExecutorReader.Reading;
import dev.thresher.workload.Retries;
import dev.thresher.workload.hocon.Complaint;
import dev.thresher.workload.hocon.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Files that describe an executor, in the language of workload files. */
public final class ExecutorFiles implements ExecutorFile {
  private static final String TIMEOUT = TaskTimeout.class.getName();
  private static final String ANYTHING = Throwable.class.getName();

  @Override
  public Contents read(Path file) {
    var name = file.getFileName();
    if (name == null) {
      throw new IllegalArgumentException(file + ": is a directory");
    }
    var sources = new WorkloadFiles(file, Path.of("").toAbsolutePath(), PipedInput.ofThisProcess());
    var reader = new ExecutorReader(ReferenceSettings.reader());
    return switch (reader.read(sources, name.toString())) {
      case Reading.Accepted(Described executor) -> contents(executor);
      case Reading.Refused(List<Complaint> complaints) ->
          throw new IllegalArgumentException(
              complaints.stream().map(Complaint::render).collect(Collectors.joining("\n")));
    };
  }

  private static Contents contents(Described executor) {
    var options =
        new TaskOptions(
            executor.deadline(),
            executor.retries().map(ExecutorFiles::retry).orElse(Retry.NONE),
            executor.priority(),
            !executor.semantics().equals(Optional.of(Semantics.AT_MOST_ONCE)),
            Optional.empty());
    return new Contents(
        executor.backend(),
        executor.workers(),
        executor.name(),
        options,
        engine(executor.settings()));
  }

  /** An executor's worker processes give more signs of life than a run's, unless the file says. */
  private static EngineSettings engine(EffectiveSettings effective) {
    boolean isGiven =
        effective.all().stream()
            .filter(setting -> setting.key().equals("processes.beat"))
            .anyMatch(setting -> !(setting.origin() instanceof Origin.Default));
    var settings = effective.settings();
    return isGiven ? settings : settings.withBeat(ReferenceSettings.EXECUTOR_BEAT);
  }

  private static Retry retry(Retries retries) {
    var backoff = retries.backoff();
    return new Retry(
        retries.times() + 1,
        backoff.initial(),
        backoff.coefficient(),
        backoff.maximum(),
        on(retries.on()),
        except(retries.on()));
  }

  private static List<String> on(RetryOn on) {
    var names = new ArrayList<>(on.exceptions());
    if (on.failure()) {
      names.add(ANYTHING);
    }
    if (on.timeout()) {
      names.add(TIMEOUT);
    }
    return names;
  }

  /** In a file a timeout is never one of the exceptions that are named. */
  private static List<String> except(RetryOn on) {
    var names = new ArrayList<>(on.nonRetryable());
    if (!on.timeout()) {
      names.add(TIMEOUT);
    }
    return names;
  }
}
