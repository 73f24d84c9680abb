package dev.thresher.cli;

import dev.thresher.compare.Arm;
import dev.thresher.compare.Trial;
import dev.thresher.compare.Trial.Ending;
import dev.thresher.report.Quantities;
import dev.thresher.trials.Race;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows on standard error which trial runs and how long those before took. */
final class ComparisonProgress implements Race.Listener {
  private static final int SHOWN = 6;

  private final Screen screen;
  private final boolean silent;
  private final Map<Arm, List<String>> times = new LinkedHashMap<>();

  ComparisonProgress(Screen screen, boolean silent) {
    this.screen = screen;
    this.silent = silent;
  }

  @Override
  public void begins(Arm arm, int round) {
    if (!silent && screen.terminal().redraws()) {
      var frame = new ArrayList<>(lines());
      frame.add((round == 0 ? "warming up: " : "round " + round + ": ") + arm);
      screen.draw(frame);
    }
  }

  void notice(String sentence) {
    if (!silent) {
      screen.line(sentence);
    }
  }

  private List<String> lines() {
    return times.entrySet().stream()
        .map(entry -> {
          var all = entry.getValue();
          var last = all.subList(Math.max(0, all.size() - SHOWN), all.size());
          return "  " + entry.getKey() + ": " + String.join(", ", last);
        })
        .toList();
  }

  @Override
  public void ended(Arm arm, Trial trial) {
    var text = told(trial);
    if (trial.counts() || !trial.completed()) {
      times.computeIfAbsent(arm, _ -> new ArrayList<>()).add(text);
    }
    if (!silent && !screen.terminal().redraws()) {
      var round = trial.round() == 0 ? "warm-up" : "round " + trial.round();
      screen.line(round + ", " + arm + ": " + text);
    }
  }

  private static String told(Trial trial) {
    var seconds = Quantities.duration(trial.seconds() * 1e9);
    return switch (trial.ending()) {
      case Ending.Completed _ -> seconds;
      case Ending.Failed(int code, String _) ->
          "failed with exit code " + code + " after " + seconds;
      case Ending.Cut(String reason) -> reason;
    };
  }

  void close() {
    screen.clearFrame();
  }
}
