// Compares workloads whose right answer is known, again and again, and says how often compare found it.
//
//   ./thresher java docs/benchmarks/truth/TruthSet.java [--repeats 20] [--budget 60] [--hold-out] [--keep DIR] [NAME...]
//
// Run it where ./thresher is. What a repeat chose is held against all the other repeats together, a reference that is
// longer than itself and does not know it; so it takes three. Every comparison is kept in DIR (truth-set, or
// truth-set-hold-out), and what is there is not measured again: after Ctrl-C the same command goes on. Repeats come one
// after the other over all workloads. Limits were fixed before the first run; exit code 1 if one is missed. --hold-out
// takes other sizes, which nobody looked at while limits and statistics were chosen.

import dev.thresher.data.JsonReader;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.StandardCopyOption;

static final double MOST_LOST = 1.10;   // the chosen arm, against the best of the reference
static final double OFTEN_RIGHT = 0.90;
static final double SAME_VERDICT = 0.95;
static final double MOST_SPENT = 1.10;  // of the budget
static final int CORES = Runtime.getRuntime().availableProcessors();
static final String THREADS = "threads:" + CORES;
static final String PROCESSES = "processes:" + CORES;
static final String VOID = "results differ";
static final String NONE = "no winner";

/** {@code answers} is empty where the reference run has to tell. */
record Truth(
    String name, String file, List<String> words, List<String> wordsOfHoldOut, List<String> answers, List<String> before) {
  /** With its processes on one core. */
  Truth onOneCore() {
    return new Truth(name, file, words, wordsOfHoldOut, answers, List.of("taskset", "-c", "0"));
  }
}

static Truth truth(String name, String file, String words, String wordsOfHoldOut, String... answers) {
  return new Truth(name, file, split(words), split(wordsOfHoldOut), List.of(answers), List.of());
}

static List<String> split(String words) {
  return words.isEmpty() ? List.of() : List.of(words.split("; "));
}

static List<Truth> truths() {
  var experiments = "config/experiments/";
  var own = "docs/benchmarks/truth/";
  var shared = new String[] {"threads:1", THREADS, "virtual-threads"};
  return List.of(
      truth("arithmetic", experiments + "cpu.conf", "", "--set; numbers=60000", THREADS),
      truth("waiting", experiments + "io.conf", "--set; millis=5; --set; tasks=800",
          "--set; millis=30; --set; tasks=150", "virtual-threads"),
      truth("one lock", experiments + "shared-state.conf", "--set; each.first=1..48000001 step 40000",
          "--set; numbers=60000; --set; each.first=1..48000001 step 60000", PROCESSES),
      truth("large results", experiments + "communication.conf",
          "--set; characters=1000000; --set; each.number=1..300",
          "--set; characters=300000; --set; each.number=1..900", shared),
      truth("tiny tasks", own + "tiny.conf", "", "--set; each.n=1..120000", shared),
      truth("a task alone", experiments + "cpu.conf", "--set; numbers=2000000; --set; each.first=1..1",
          "--set; numbers=3000000; --set; each.first=1..1", "threads:1"),
      truth("two that wait", experiments + "io.conf", "--set; millis=700; --set; tasks=2",
          "--set; millis=500; --set; tasks=2", THREADS),
      truth("too large for a process", own + "heap.conf", "", "--set; mebibytes=150", shared),
      truth("careless with a static field", own + "careless.conf", "", "--set; rounds=3000000", VOID),
      truth("chance", own + "chance.conf", "", "--set; each.n=1..7", VOID),
      truth("busy heap", experiments + "allocation.conf", "", "--set; entries=100000"),
      truth("memory bus", own + "memory.conf", "", "--set; times=6"),
      truth("the same twice", experiments + "cpu.conf", "--arms; " + THREADS + "," + THREADS,
          "--set; numbers=30000; --arms; " + THREADS + "," + THREADS, NONE),
      truth("one core", experiments + "cpu.conf", "", "--set; numbers=30000", "threads:1").onOneCore());
}

record Options(int repeats, int budget, boolean holdOut, Path keep, List<String> names) {}

static Options options(String[] args) {
  int repeats = 20, budget = 60;
  boolean holdOut = false;
  var keep = Optional.<Path>empty();
  var names = new ArrayList<String>();
  for (var words = List.of(args).iterator(); words.hasNext(); ) {
    var word = words.next();
    switch (word) {
      case "--repeats" -> repeats = Integer.parseInt(words.next());
      case "--budget" -> budget = Integer.parseInt(words.next());
      case "--hold-out" -> holdOut = true;
      case "--keep" -> keep = Optional.of(Path.of(words.next()));
      default -> names.add(word);
    }
  }
  var usual = Path.of(holdOut ? "truth-set-hold-out" : "truth-set");
  return new Options(repeats, budget, holdOut, keep.orElse(usual), names);
}

void main(String[] args) throws Exception {
  var options = options(args);
  Files.createDirectories(options.keep());
  var chosen = truths().stream()
      .filter(truth -> options.names().isEmpty() || options.names().contains(truth.name()))
      .toList();
  for (int seed = 1; seed <= options.repeats(); seed++) {
    for (var truth : chosen) {
      compared(truth, options, seed);
    }
  }
  boolean isGood = true;
  IO.println("%-30s %-40s %-9s %-9s %-9s %s".formatted("workload", "chosen (times)", "known", "<= 10 %", "budget", "best of all"));
  for (var truth : chosen) {
    isGood &= judge(truth, options);
  }
  IO.println(isGood ? "every limit is kept" : "a limit is missed");
  System.exit(isGood ? 0 : 1);
}

static boolean judge(Truth truth, Options options) throws Exception {
  var repeats = new ArrayList<Fields>();
  for (int seed = 1; seed <= options.repeats(); seed++) {
    repeats.add(compared(truth, options, seed));
  }
  var choices = new TreeMap<String, Integer>();
  int near = 0, known = 0, inBudget = 0;
  double longest = 0;
  for (var comparison : repeats) {
    var choice = choice(comparison);
    choices.merge(choice, 1, Integer::sum);
    var others = repeats.stream().filter(other -> other != comparison).toList();
    near += lost(choice, others) <= MOST_LOST ? 1 : 0;
    known += truth.answers().isEmpty() || truth.answers().contains(choice) ? 1 : 0;
    double spent = comparison.get("provenance").asFields().real("seconds") / options.budget();
    longest = Math.max(longest, spent);
    inBudget += spent <= MOST_SPENT ? 1 : 0;
  }
  int n = options.repeats();
  IO.println("%-30s %-40s %-9s %-9s %-9s %s".formatted(
      truth.name(), choices.toString(), truth.answers().isEmpty() ? "-" : known + "/" + n, near + "/" + n,
      "%.0f %%".formatted(100 * longest), best(repeats)));
  return near >= OFTEN_RIGHT * n && known >= SAME_VERDICT * n && inBudget == n
      && Collections.max(choices.values()) >= SAME_VERDICT * n;
}

static String best(List<Fields> repeats) {
  return times(repeats).entrySet().stream()
      .min(Map.Entry.comparingByValue())
      .map(best -> "%s %.2f s".formatted(best.getKey(), best.getValue()))
      .orElse("-");
}

static Fields compared(Truth truth, Options options, int seed) throws Exception {
  var kept = options.keep().resolve(truth.name().replace(' ', '-') + "-" + seed + ".json");
  if (!Files.exists(kept)) {
    var words = new ArrayList<>(truth.before());
    words.addAll(List.of("./thresher", "compare", truth.file()));
    words.addAll(options.holdOut() ? truth.wordsOfHoldOut() : truth.words());
    words.addAll(List.of("--budget", options.budget() + "s", "--seed", Integer.toString(seed), "--json", "--quiet"));
    var part = kept.resolveSibling(kept.getFileName() + ".part");
    int code = new ProcessBuilder(words).redirectError(Redirect.INHERIT).redirectOutput(part.toFile()).start().waitFor();
    if (code != 0 && code != 1) {
      throw new IllegalStateException("exit code " + code + " of " + String.join(" ", words));
    }
    Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
  }
  return JsonReader.object(Files.readAllBytes(kept));
}

static String choice(Fields comparison) {
  if (comparison.get("difference") != Absent.ABSENT) {
    return VOID;
  }
  if (comparison.get("verdict") == Absent.ABSENT) {
    return "nothing could be measured";
  }
  var verdict = comparison.get("verdict").asFields();
  boolean isSameTwice = comparison.get("arms").asSequence().stream().anyMatch(arm -> arm.asFields().text("name").endsWith("#2"));
  if (isSameTwice) {
    return verdict.truth("clear") ? "a winner" : NONE;
  }
  var workers = verdict.get("workers");
  return verdict.text("backend") + (workers == Absent.ABSENT ? "" : ":" + workers.asWhole());
}

/** How many times the best median of the others an arm takes there; 1 where none is to be chosen. */
static double lost(String choice, List<Fields> others) {
  if (choice.equals(VOID) || choice.equals(NONE)) {
    return others.stream().allMatch(other -> choice(other).equals(choice)) ? 1 : Double.POSITIVE_INFINITY;
  }
  var times = times(others);
  double best = times.values().stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  return times.getOrDefault(choice, Double.POSITIVE_INFINITY) / best;
}

/** Of each arm that finished anywhere the median of its medians. */
static SortedMap<String, Double> times(List<Fields> comparisons) {
  var medians = new TreeMap<String, List<Double>>();
  for (var comparison : comparisons) {
    for (var arm : comparison.get("arms").asSequence()) {
      seconds(arm.asFields())
          .ifPresent(median -> medians.computeIfAbsent(arm.asFields().text("name"), _ -> new ArrayList<>()).add(median));
    }
  }
  var times = new TreeMap<String, Double>();
  medians.forEach((arm, its) -> {
    its.sort(null);
    times.put(arm, (its.get((its.size() - 1) / 2) + its.get(its.size() / 2)) / 2);
  });
  return times;
}

static OptionalDouble seconds(Fields arm) {
  var judged = arm.get("whole") == Absent.ABSENT ? arm.get("median") : arm.get("whole").asFields().get("median");
  return judged == Absent.ABSENT || arm.text("standing").equals("failed") ? OptionalDouble.empty() : OptionalDouble.of(judged.asReal());
}
