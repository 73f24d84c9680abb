package dev.thresher.cli;

import dev.thresher.compare.Arm;
import dev.thresher.model.BackendKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code --arms}, {@code -L workers=…} and {@code -L engine.…=…}: what is compared. */
final class ArmsOption {
  static final int MOST_ARMS = 12;

  private static final String WORKERS = "workers";

  private static final String FORM = "write a backend and, if wanted, workers: threads:2";
  private static final int MOST_WORKERS = 100_000;

  private ArmsOption() {}

  /**
   * @param arms as typed, without spaces; empty for the usual ones
   * @param lists arguments of {@code -L}
   * @throws Refusal naming the word that is wrong
   */
  static List<Arm> of(Optional<String> arms, List<String> lists, int cores) {
    var workers = workers(lists);
    var places =
        arms.map(typed -> typed(typed, workers, cores)).orElseGet(() -> usual(workers, cores));
    var asked = withSettings(places, lists);
    if (asked.size() > MOST_ARMS) {
      throw refusal(
          "--arms", asked.size() + " arms are too many to compare; " + MOST_ARMS + " are the most");
    }
    return numbered(asked);
  }

  private static List<Arm> usual(List<Integer> workers, int cores) {
    if (!workers.isEmpty()) {
      return typed("threads,processes", workers, cores);
    }
    var arms = new ArrayList<Arm>();
    arms.add(new Arm(BackendKind.THREADS, cores));
    if (cores > 1) {
      arms.add(new Arm(BackendKind.THREADS, 1));
    }
    arms.add(new Arm(BackendKind.VIRTUAL_THREADS, Arm.UNLIMITED));
    arms.add(new Arm(BackendKind.PROCESSES, cores));
    return arms;
  }

  private static List<Arm> typed(String typed, List<Integer> workers, int cores) {
    var arms = new ArrayList<Arm>();
    for (var word : typed.split(",", -1)) {
      var parts = word.strip().split(":", -1);
      var backend = backend(parts[0], word);
      if (parts.length > 2) {
        throw refusal("--arms " + word, FORM);
      }
      if (parts.length == 2) {
        arms.add(new Arm(backend, count(parts[1], "--arms " + word)));
      } else if (workers.isEmpty()) {
        arms.add(new Arm(backend, usualWorkers(backend, cores)));
      } else {
        workers.forEach(count -> arms.add(new Arm(backend, count)));
      }
    }
    return arms;
  }

  private static BackendKind backend(String keyword, String word) {
    var backend =
        BackendKind.of(keyword)
            .orElseThrow(() ->
                refusal(
                    "--arms " + word,
                    "'%s' is no backend; there are threads, virtual-threads, processes; %s"
                        .formatted(keyword, FORM)));
    if (backend == BackendKind.CLUSTER) {
      throw refusal(
          "--arms " + word,
          "a cluster is not compared: trials run on this machine; processes are what it is made of");
    }
    return backend;
  }

  private static int usualWorkers(BackendKind backend, int cores) {
    return switch (backend) {
      case VIRTUAL_THREADS -> Arm.UNLIMITED;
      case THREADS, PROCESSES, CLUSTER -> cores;
    };
  }

  private static List<Integer> workers(List<String> lists) {
    var workers = new ArrayList<Integer>();
    for (var list : lists) {
      if (name(list).equals(WORKERS)) {
        values(list).map(word -> count(word, "-L " + list)).forEach(workers::add);
      }
    }
    return workers;
  }

  /**
   * Each arm with each value of the first list, each of those with each of the second, and so on.
   */
  private static List<Arm> withSettings(List<Arm> arms, List<String> lists) {
    var all = arms;
    for (var list : lists) {
      var name = name(list);
      if (!name.equals(WORKERS)) {
        all =
            all.stream()
                .flatMap(arm ->
                    concerns(name, arm)
                        ? values(list).map(value -> arm.with(name + "=" + value))
                        : Stream.of(arm))
                .toList();
      }
    }
    return all;
  }

  // An arm that a setting says nothing to would only be there several times.
  private static boolean concerns(String name, Arm arm) {
    boolean ofProcesses = name.equals("engine.transport") || name.startsWith("engine.processes.");
    return !ofProcesses || !arm.backend().sharesMemory();
  }

  // Whatever else is listed would change what is computed, and there is nothing to compare then.
  private static String name(String list) {
    var name = list.split("=", -1)[0];
    boolean isKnown = name.equals(WORKERS) || name.startsWith("engine.");
    if (list.indexOf('=') < 0 || !isKnown) {
      throw refusal(
          "-L " + list,
          "what can be listed is workers or a setting of the engine, such as -L workers=1,2,4 or"
              + " -L engine.transport=direct,artery");
    }
    return name;
  }

  private static Stream<String> values(String list) {
    return Arrays.stream(list.substring(list.indexOf('=') + 1).split(",", -1)).map(String::strip);
  }

  private static int count(String word, String argument) {
    int count = word.matches("[0-9]{1,6}") ? Integer.parseInt(word) : 0;
    if (count < 1 || count > MOST_WORKERS) {
      throw refusal(
          argument,
          "'" + word + "' is no number of workers; it is 1 to 100,000, such as threads:2");
    }
    return count;
  }

  // The same arm twice is a good question: what differs then is chance.
  private static List<Arm> numbered(List<Arm> arms) {
    var numbered = new ArrayList<Arm>();
    for (var arm : arms) {
      int copy = 1;
      while (numbered.contains(arm.numbered(copy))) {
        copy++;
      }
      numbered.add(arm.numbered(copy));
    }
    return List.copyOf(numbered);
  }

  private static Refusal refusal(String argument, String message) {
    return Refusal.of(List.of(Complaint.aboutArgument(argument, message)));
  }
}
