package dev.thresher.cli;

import dev.thresher.host.LastLines;
import dev.thresher.launch.Installation;
import dev.thresher.model.PrintableText;
import dev.thresher.share.NodeAddress;
import dev.thresher.standing.Background;
import dev.thresher.standing.JoinedWorkers;
import dev.thresher.standing.JoinedWorkers.Joined;
import dev.thresher.standing.ProcessMark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The worker of that name and cluster in the background of this host: started, and ended. */
final class BackgroundAgent {
  /** What a worker says when the coordinator has let it in; before it, nothing says so. */
  static final String JOINED = "joined the cluster at ";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration AT_ONCE = Duration.ofSeconds(5);
  private static final int LINES = 40;
  private static final int BYTES = 16_384;

  private final Surroundings surroundings;
  private final NodeAddress coordinator;
  private final String name;
  private final JoinedWorkers workers;

  BackgroundAgent(Surroundings surroundings, NodeAddress coordinator, String name) {
    this.surroundings = surroundings;
    this.coordinator = coordinator;
    this.name = name;
    this.workers = new JoinedWorkers(surroundings.state().root());
  }

  /**
   * @param words of the worker in the foreground
   * @param input what it is to read
   */
  int start(List<String> words, byte[] input) throws IOException {
    var earlier = workers.living(name);
    if (earlier.isPresent()) {
      return alreadyThere(earlier.get());
    }
    var log = workers.newLog(name);
    var command = Installation.current().commandLine(List.of(), words);
    var mark = Background.start(command, surroundings.state().root(), log, input);
    var joined = new Joined(name, coordinator, mark);
    workers.write(joined);
    Patience.await(PATIENCE, () -> hasJoined(log) || !joined.lives());
    if (joined.lives() && hasJoined(log)) {
      surroundings
          .screen()
          .line(
              "%s has joined the cluster at %s: process %d, its log is %s"
                  .formatted(name, coordinator, mark.pid(), log));
      return ExitCodes.DONE;
    }
    boolean ended = !joined.lives();
    kill(mark);
    workers.forget(name);
    throw Refusal.unreachable(
        (ended ? "%s has ended before it had joined: %s" : "%s has not joined within 30 s: %s")
            .formatted(name, lastWords(log)));
  }

  private int alreadyThere(Joined earlier) {
    if (!earlier.coordinator().equals(coordinator)) {
      throw Refusal.of(
          "%s is here already, process %d, for the cluster at %s; choose another --name, or end it with --end"
              .formatted(name, earlier.process().pid(), earlier.coordinator()));
    }
    surroundings
        .screen()
        .line(
            "%s is here already: process %d, its log is %s"
                .formatted(name, earlier.process().pid(), workers.log(name)));
    return ExitCodes.DONE;
  }

  private static boolean hasJoined(Path log) {
    return LastLines.of(log, LINES, BYTES).stream().anyMatch(line -> line.startsWith(JOINED));
  }

  private static String lastWords(Path log) {
    var said = LastLines.of(log, LINES, BYTES);
    var last = said.isEmpty() ? "it has said nothing" : PrintableText.escape(said.getLast());
    return last.startsWith("error: ") ? last.substring("error: ".length()) : last;
  }

  /** Lets it finish what runs; what has not finished in time is ended. */
  int end(Duration within) throws IOException {
    var here = workers.living(name).filter(one -> one.coordinator().equals(coordinator));
    if (here.isEmpty()) {
      surroundings
          .screen()
          .line("no worker %s of the cluster at %s runs here".formatted(name, coordinator));
      return ExitCodes.DONE;
    }
    var joined = here.get();
    ask(joined.process());
    Patience.await(within, () -> !joined.lives());
    boolean late = joined.lives();
    if (late) {
      ask(joined.process()); // the second one ends it at once, and its workers with it
      Patience.await(AT_ONCE, () -> !joined.lives());
      kill(joined.process());
    }
    workers.forget(name);
    surroundings
        .screen()
        .line(name + (late ? " had not ended in time, and was killed" : " has ended"));
    return ExitCodes.DONE;
  }

  private static void ask(ProcessMark mark) {
    mark.living().ifPresent(ProcessHandle::destroy);
  }

  private static void kill(ProcessMark mark) {
    mark.living().ifPresent(ProcessHandle::destroyForcibly);
    Patience.await(AT_ONCE, () -> mark.living().isEmpty());
  }
}
