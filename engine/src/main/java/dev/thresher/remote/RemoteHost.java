package dev.thresher.remote;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.share.NodeAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A host on which a worker of a cluster is to run.
 *
 * @param line of the hosts file
 * @param ssh the host as {@code ssh} is told it, with a user if wanted
 * @param name of its worker in the cluster
 * @param slots of the worker; empty means as many as that host has cores
 * @param thresher the launcher there, a path or a name that is looked for on the PATH
 * @param listen where the worker listens; empty means at the address that leads to the coordinator
 * @param identity a file here with that host's own key; empty means the cluster's
 */
public record RemoteHost(
    int line,
    String ssh,
    String name,
    OptionalInt slots,
    Map<String, String> labels,
    String thresher,
    Optional<String> listen,
    Optional<Path> identity) {
  public RemoteHost {
    labels = Map.copyOf(labels);
  }

  /** What starts its worker there, which reads the key of the cluster from its standard input. */
  public List<String> startWords(NodeAddress coordinator) {
    var words = workerWords(coordinator);
    words.addAll(List.of("--background", "--identity", "-"));
    slots.ifPresent(count -> words.addAll(List.of("--slots", Integer.toString(count))));
    listen.ifPresent(address -> words.addAll(List.of("--listen", address)));
    new TreeMap<>(labels)
        .forEach((key, value) -> words.addAll(List.of("--label", key + "=" + value)));
    return List.copyOf(words);
  }

  /** What ends it. */
  public List<String> endWords(NodeAddress coordinator, Duration within) {
    var words = workerWords(coordinator);
    words.addAll(List.of("--end", "--within", Math.max(1, within.toSeconds()) + "s"));
    return List.copyOf(words);
  }

  private List<String> workerWords(NodeAddress coordinator) {
    return new ArrayList<>(
        List.of(thresher, "worker", "--join", coordinator.toString(), "--name", name));
  }

  public Fields toFields() {
    var told = new java.util.LinkedHashMap<String, Value>();
    new TreeMap<>(labels).forEach((key, value) -> told.put(key, Value.of(value)));
    var fields =
        Fields.of("ssh", Value.of(ssh))
            .with("line", Value.of(line))
            .with("name", Value.of(name))
            .with("labels", new Fields(told))
            .with("thresher", Value.of(thresher));
    if (slots.isPresent()) {
      fields = fields.with("slots", Value.of(slots.getAsInt()));
    }
    if (listen.isPresent()) {
      fields = fields.with("listen", Value.of(listen.get()));
    }
    return identity.isPresent()
        ? fields.with("identity", Value.of(identity.get().toString()))
        : fields;
  }

  /**
   * @throws IllegalArgumentException if that is none
   * @throws ArithmeticException if a number is none
   */
  public static RemoteHost from(Fields fields) {
    var labels = new TreeMap<String, String>();
    fields
        .get("labels")
        .asFields()
        .entries()
        .forEach((key, value) -> labels.put(key, value.asText()));
    var slots = fields.find("slots");
    return new RemoteHost(
        Math.toIntExact(fields.whole("line")),
        fields.text("ssh"),
        fields.text("name"),
        slots.isPresent()
            ? OptionalInt.of(Math.toIntExact(slots.get().asWhole()))
            : OptionalInt.empty(),
        labels,
        fields.text("thresher"),
        fields.find("listen").map(Value::asText),
        fields.find("identity").map(Value::asText).map(Path::of));
  }
}
