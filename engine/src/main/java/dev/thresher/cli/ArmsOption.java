package dev.thresher.cli;

import dev.thresher.compare.Arm;
import dev.thresher.compare.PythonPool;
import dev.thresher.model.BackendKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code --arms}, {@code -L workers=…} and {@code -L engine.…=…}: what is compared. */
final class ArmsOption {
  static final int MOST_ARMS = 12;

  private static final String WORKERS = "workers";

  private static final String FORM = "write a backend and, if wanted, workers: threads:2";
  private static final String PYTHON = "python";
  private static final int MOST_WORKERS = 100_000;

  private ArmsOption() {}

  /**
   * @param arms as typed, without spaces; empty for the usual ones
   * @param lists arguments of {@code -L}
   * @param withPython whether there is a file for Python's pools
   * @return backends first, in the order in which they were asked for; then pools of Python
   * @throws Refusal naming the word that is wrong
   */
  static List<Arm> of(Optional<String> arms, List<String> lists, int cores, boolean withPython) {
    var workers = workers(lists);
    var places =
        arms.map(typed -> typedWith(typed, workers, cores, withPython))
            .orElseGet(() -> usual(workers, cores, withPython));
    var asked = withSettings(places, lists);
    if (asked.size() > MOST_ARMS) {
      throw refusal(
          "--arms", asked.size() + " arms are too many to compare; " + MOST_ARMS + " are the most");
    }
    return numbered(asked);
  }

  private static List<Arm> usual(List<Integer> workers, int cores, boolean withPython) {
    var pools = Arrays.stream(PythonPool.values()).map(PythonPool::keyword);
    return Stream.concat(
            usual(workers, cores).stream(),
            withPython
                ? typed(pools.collect(Collectors.joining(",")), workers, cores).stream()
                : Stream.empty())
        .toList();
  }

  private static List<Arm> typedWith(
      String typed, List<Integer> workers, int cores, boolean withPython) {
    var arms = typed(typed, workers, cores);
    boolean anyOfPython = arms.stream().anyMatch(Arm::isYardstick);
    if (anyOfPython && !withPython) {
      throw refusal(
          "--arms " + typed, "pools of Python take their function from a file: add --python FILE");
    }
    if (withPython && !anyOfPython) {
      throw refusal(
          "--arms " + typed,
          "no pool of Python is among them, and --python would be of no use: add "
              + PythonPool.PROCESS_POOL.keyword()
              + " or another one, or leave --python out");
    }
    if (arms.stream().allMatch(Arm::isYardstick)) {
      throw refusal(
          "--arms " + typed,
          "pools of Python are there to compare with, and are not chosen: add a backend, such as"
              + " threads");
    }
    return arms.stream().sorted(Comparator.comparing(Arm::isYardstick)).toList();
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
      if (parts[0].equals(PYTHON)) {
        arms.addAll(ofPython(parts, word, workers, cores));
        continue;
      }
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

  private static List<Arm> ofPython(String[] parts, String word, List<Integer> workers, int cores) {
    var pool = parts.length < 2 ? Optional.<PythonPool>empty() : PythonPool.of(parts[1]);
    if (pool.isEmpty() || parts.length > 3) {
      throw refusal(
          "--arms " + word,
          "pools of Python are python:thread-pool, python:process-pool and python:mp-pool, each with"
              + " a number of workers if wanted: python:process-pool:2");
    }
    if (parts.length == 3) {
      return List.of(new Arm(pool.get(), count(parts[2], "--arms " + word)));
    }
    return (workers.isEmpty() ? List.of(cores) : workers)
        .stream().map(count -> new Arm(pool.get(), count)).toList();
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
    if (arm.isYardstick()) {
      return false;
    }
    boolean ofProcesses = name.equals("engine.transport") || name.startsWith("engine.processes.");
    return !ofProcesses || !arm.sharesMemory();
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
