package dev.thresher.standing;

import dev.thresher.launch.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the drivers of jobs: each in a session of its own, under a shell that waits for it and
 * writes down how it ended, whether or not the coordinator is still there.
 */
public final class Drivers implements Jobs.Starter {
  // A trap that does nothing, unlike a signal that is ignored, is not handed on to the driver.
  private static final String SCRIPT =
      """
      trap : HUP INT TERM
      "$@"
      echo $? >"$0/.exit.next" && mv "$0/.exit.next" "$0/exit"
      """;

  private final List<String> place;

  /**
   * @param place arguments of {@code thresher run} that name the cluster
   */
  public Drivers(List<String> place) {
    this.place = List.copyOf(place);
  }

  @Override
  public ProcessMark start(JobOrder order, Path job) throws IOException {
    if (!Files.isDirectory(order.directory())) {
      throw new IOException(order.directory() + " is no directory here");
    }
    var words = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, job.toString()));
    words.addAll(
        Installation.current()
            .commandLine(List.of(), order.arguments(place, Job.runDirectoryIn(job))));
    return Background.start(words, order.directory(), job.resolve("log"));
  }
}
