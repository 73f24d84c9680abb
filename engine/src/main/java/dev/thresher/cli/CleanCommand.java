package dev.thresher.cli;

import dev.thresher.host.FileTree;
import dev.thresher.host.PrivateSocket;
import dev.thresher.rundir.AbandonedExecutors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "clean",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Deletes what is kept only to start faster, logs of internal errors, and what executors of"
          + " killed programs left: builds of other versions of the sources, start-up caches. Says"
          + " each path and its size.",
      "",
      "Runs and results stay; see runs prune. What is deleted is made again when it is needed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {ExitCodes.OK_TEXT, ExitCodes.USAGE_TEXT, ExitCodes.INTERNAL_TEXT})
final class CleanCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--dry-run", description = "Says what would be deleted, and deletes nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints one JSON object: removed, bytes, dryRun.")
  private boolean json;

  CleanCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    var caches =
        Caches.of(
            surroundings.environment(),
            property("thresher.home"),
            property("thresher.launcher"),
            surroundings.state().errors());
    var removed = new ArrayList<Removal>();
    for (var image : caches.images()) {
      removeImage(image, removed);
    }
    for (var executor : AbandonedExecutors.in(surroundings.state())) {
      removed.add(Removal.of(executor, dryRun));
    }
    for (var socket : PrivateSocket.abandoned(PrivateSocket.temporary(), Instant.now())) {
      removed.add(Removal.of(socket, dryRun));
    }
    for (var entry : caches.entries()) {
      removed.add(Removal.of(entry, dryRun));
    }
    answer(removed);
    return ExitCodes.DONE;
  }

  private static Optional<Path> property(String name) {
    return Optional.ofNullable(System.getProperty(name))
        .filter(text -> !text.isEmpty())
        .map(Path::of);
  }

  private void removeImage(Path image, List<Removal> removed) throws IOException {
    var removal = new Removal(image, FileTree.size(image));
    var obstacle = dryRun ? "" : Caches.delete(image);
    if (obstacle.isEmpty()) {
      removed.add(removal);
    } else {
      surroundings.screen().line("left " + image + ": " + obstacle);
    }
  }

  private void answer(List<Removal> removed) {
    if (json) {
      surroundings.json(Removal.fields(removed, dryRun));
    } else {
      surroundings.results(Removal.lines(removed, dryRun, "cache"));
    }
  }
}
