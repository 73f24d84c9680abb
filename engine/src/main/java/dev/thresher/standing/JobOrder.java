package dev.thresher.standing;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is to be run, as {@code thresher run} would be told.
 *
 * @param file the workload, absolute
 * @param directory where it is run, absolute
 * @param workers worker processes; empty means as many as there are slots for
 * @param slots of each worker, so that it can be refused at once what fits nowhere
 * @param heap of each worker in MiB, for the same; 0 if the file asks for none
 * @param require labels that a worker's host must have
 * @param priority among the runs of the cluster
 */
public record JobOrder(
    Path file,
    Path directory,
    List<String> profiles,
    List<String> sets,
    OptionalInt workers,
    int slots,
    int heap,
    Map<String, String> require,
    int priority,
    boolean overwrite,
    Optional<Path> outputsBelow) {
  private static final int MOST_WORDS = 256;
  private static final int HIGHEST_PRIORITY = 100;
  private static final Set<String> KNOWN =
      Set.of(
          "file",
          "directory",
          "profiles",
          "sets",
          "workers",
          "slots",
          "heap",
          "require",
          "priority",
          "overwrite",
          "outputsBelow");

  public JobOrder {
    profiles = List.copyOf(profiles);
    sets = List.copyOf(sets);
    require = Map.copyOf(require);
  }

  /**
   * The arguments of the driver.
   *
   * @param place words that say on which cluster
   */
  public List<String> arguments(List<String> place, Path runDirectory) {
    var words = new ArrayList<>(List.of("run", file.toString()));
    words.addAll(place);
    words.addAll(List.of("--run-dir", runDirectory.toString()));
    profiles.forEach(name -> words.addAll(List.of("--profile", name)));
    sets.forEach(set -> words.addAll(List.of("--set", set)));
    workers.ifPresent(count -> words.addAll(List.of("--workers", Integer.toString(count))));
    new TreeMap<>(require)
        .forEach((key, value) -> words.addAll(List.of("--require", key + "=" + value)));
    if (priority != 0) {
      words.addAll(List.of("--priority", Integer.toString(priority)));
    }
    outputsBelow.ifPresent(below -> words.addAll(List.of("--outputs-below", below.toString())));
    if (overwrite) {
      words.add("--overwrite");
    }
    return List.copyOf(words);
  }

  public Fields toFields() {
    var labels = new LinkedHashMap<String, Value>();
    new TreeMap<>(require).forEach((key, value) -> labels.put(key, Value.of(value)));
    var fields =
        Fields.of("file", Value.of(file.toString()))
            .with("directory", Value.of(directory.toString()))
            .with("profiles", texts(profiles))
            .with("sets", texts(sets))
            .with("slots", Value.of(slots))
            .with("heap", Value.of(heap))
            .with("require", new Fields(labels))
            .with("priority", Value.of(priority))
            .with("overwrite", Value.of(overwrite));
    if (workers.isPresent()) {
      fields = fields.with("workers", Value.of(workers.getAsInt()));
    }
    return outputsBelow.isPresent()
        ? fields.with("outputsBelow", Value.of(outputsBelow.get().toString()))
        : fields;
  }

  private static Value texts(List<String> words) {
    return new Sequence(words.stream().<Value>map(Value::of).toList());
  }

  /**
   * @throws IllegalArgumentException if that is none; the message says why
   */
  public static JobOrder from(Fields fields) {
    for (var name : fields.entries().keySet()) {
      check(KNOWN.contains(name), "no field is called " + name);
    }
    return new JobOrder(
        absolute(fields.text("file")),
        absolute(fields.text("directory")),
        words(fields, "profiles"),
        words(fields, "sets"),
        fields.find("workers").isPresent()
            ? OptionalInt.of(atLeastOne(fields, "workers"))
            : OptionalInt.empty(),
        fields.find("slots").isPresent() ? atLeastOne(fields, "slots") : 1,
        fields.find("heap").isPresent() ? atLeast(0, fields, "heap") : 0,
        labels(fields),
        fields.find("priority").map(JobOrder::priority).orElse(0),
        fields.find("overwrite").map(Value::asTruth).orElse(false),
        fields.find("outputsBelow").map(Value::asText).map(JobOrder::absolute));
  }

  private static Path absolute(String text) {
    check(text.indexOf('\0') < 0, "a path holds no NUL");
    var path = Path.of(text);
    check(path.isAbsolute(), text + " is not an absolute path");
    return path;
  }

  private static int priority(Value value) {
    long number = value.asWhole();
    check(Math.abs(number) <= HIGHEST_PRIORITY, "priority must be from -100 to 100");
    return (int) number;
  }

  private static int atLeastOne(Fields fields, String name) {
    return atLeast(1, fields, name);
  }

  private static int atLeast(int least, Fields fields, String name) {
    long number = fields.whole(name);
    check(number >= least && number <= Integer.MAX_VALUE, name + " must be at least " + least);
    return (int) number;
  }

  private static List<String> words(Fields fields, String name) {
    var words =
        fields.find(name).map(Value::asSequence).orElse(List.of()).stream()
            .map(Value::asText)
            .toList();
    check(words.size() <= MOST_WORDS, "there are too many " + name);
    // A word that begins with a dash would be taken for an option.
    words.forEach(word ->
        check(
            !word.isEmpty() && !word.startsWith("-") && word.indexOf('\0') < 0,
            name + " holds what is none: " + word));
    return words;
  }

  private static Map<String, String> labels(Fields fields) {
    var labels = new LinkedHashMap<String, String>();
    fields
        .find("require")
        .map(Value::asFields)
        .orElse(Fields.NONE)
        .entries()
        .forEach((key, value) -> {
          check(key.matches("[A-Za-z0-9._-]{1,64}"), "no label is called " + key);
          check(value.asText().indexOf('\0') < 0, "a label holds no NUL");
          labels.put(key, value.asText());
        });
    return labels;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
