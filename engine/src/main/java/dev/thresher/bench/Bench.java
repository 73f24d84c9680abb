package dev.thresher.bench;

import dev.thresher.bench.Trial.Reading;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings.Transport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Measures workloads on backends. Runs on the calling thread and keeps the machine busy meanwhile;
 * whatever it starts has ended when it returns.
 */
public final class Bench {
  private final Scale scale;
  private final Rounds rounds;
  private final Consumer<String> progress;
  private final Function<BenchWorkload, Contest> contests;

  /**
   * @param progress told what is being done, in words
   */
  public Bench(Scale scale, Consumer<String> progress) {
    this(scale, progress, Contest::of);
  }

  Bench(Scale scale, Consumer<String> progress, Function<BenchWorkload, Contest> contests) {
    this.scale = scale;
    this.rounds = new Rounds(new OtherProcesses());
    this.progress = progress;
    this.contests = contests;
  }

  /** Backends that can be measured. */
  public static List<BackendKind> backends() {
    return List.of(BackendKind.THREADS, BackendKind.VIRTUAL_THREADS, BackendKind.PROCESSES);
  }

  /**
   * @param transport of the engine's worker processes
   * @param peers the program that starts engines which are not part of this one; without it musts
   *     that are ratios to them are not judged
   * @throws WrongResults if somebody's result was wrong, yardsticks included
   */
  public List<Line> run(
      Collection<BenchWorkload> workloads,
      List<BackendKind> backends,
      Transport transport,
      Optional<Path> peers)
      throws Exception {
    var lines = new ArrayList<Line>();
    try (var parties = new Parties(backends, transport, new Peers(peers))) {
      for (var workload : workloads) {
        progress.accept(workload.word() + ": " + workload.summary());
        lines.addAll(lines(workload, measure(workload, parties), parties));
      }
      progress.accept("ending workers");
    }
    return lines;
  }

  private Map<Reading, Measurement> measure(BenchWorkload workload, Parties parties)
      throws Exception {
    var contest = contests.apply(workload);
    try {
      return rounds.run(
          contest.trials(parties, scale),
          scale.warmUp(contest.warmUp()),
          contest.repetitions(scale));
    } catch (WrongResults wrong) {
      throw new WrongResults(workload.word() + ": " + wrong.getMessage());
    }
  }

  private static List<Line> lines(
      BenchWorkload workload, Map<Reading, Measurement> measured, Parties parties)
      throws Exception {
    var lines = new ArrayList<Line>();
    for (var target : Targets.of(workload)) {
      if (parties.has(target.backend())) {
        var ours = measured.get(Reading.ours(target.backend(), target.metric()));
        if (ours == null) {
          throw new IllegalStateException("nobody measured " + target);
        }
        var theirs =
            Optional.ofNullable(measured.get(Reading.of(target.yardstick(), target.metric())));
        lines.add(
            Line.of(
                target, parties.transport(), ours, theirs, parties.missing(target.yardstick())));
      }
    }
    return lines;
  }
}
