package dev.thresher.http;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.share.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How things stand, as JSON; docs/http.md has the fields. */
final class StandingJson {
  private StandingJson() {}

  static Fields of(Standing standing, Cluster.Self self, Instant now) {
    return Fields.of("coordinator", coordinator(self, now))
        .with("slots", Value.of(standing.slots()))
        .with("freeSlots", Value.of(standing.freeSlots()))
        .with("waitingRuns", Value.of(standing.waiting()))
        .with("workers", hosts(standing))
        .with(
            "runs", new Sequence(standing.runs().stream().map(run -> run(run, standing)).toList()));
  }

  private static Value coordinator(Cluster.Self self, Instant now) {
    return Fields.of("address", Value.of(self.address().toString()))
        .with("host", Value.of(self.host()))
        .with("user", Value.of(self.user()))
        .with("version", Value.of(self.version()))
        .with("epoch", Value.of(self.started().toEpochMilli()))
        .with("startedAt", Value.of(self.started().toString()))
        .with("uptimeMillis", Value.of(Duration.between(self.started(), now).toMillis()));
  }

  static Sequence hosts(Standing standing) {
    return new Sequence(standing.hosts().stream().<Value>map(StandingJson::host).toList());
  }

  private static Fields host(Standing.Host host) {
    var offer = host.offer();
    var labels = new LinkedHashMap<String, Value>();
    new TreeMap<>(offer.labels()).forEach((key, value) -> labels.put(key, Value.of(value)));
    return Fields.of("name", Value.of(offer.name()))
        .with("address", Value.of(offer.address().toString()))
        .with("host", Value.of(offer.host()))
        .with("version", Value.of(offer.version()))
        .with("labels", new Fields(labels))
        .with("slots", Value.of(offer.slots()))
        .with("isolation", Value.of(offer.isolation().name().toLowerCase(Locale.ROOT)))
        .with("usedSlots", Value.of(host.used()))
        .with("draining", Value.of(offer.draining()))
        .with("unheardMillis", Value.of(host.unheard().toMillis()));
  }

  /** With the runs that have slots there. */
  static Fields inspected(Standing.Host host, Standing standing) {
    var held =
        host.offer().held().entrySet().stream()
            .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparing(Object::toString)))
            .<Value>map(one ->
                Fields.of("run", Value.of(one.getKey().run().value()))
                    .with("epoch", Value.of(one.getKey().epoch()))
                    .with("slots", Value.of(one.getValue()))
                    .with(
                        "driverKnown",
                        Value.of(
                            standing.runs().stream()
                                .anyMatch(run -> run.demand().run().equals(one.getKey())))))
            .toList();
    return host(host).with("holds", new Sequence(held));
  }

  private static Value run(Standing.Run run, Standing standing) {
    var demand = run.demand();
    var workers = new LinkedHashMap<String, Value>();
    new TreeMap<>(demand.used()).forEach((agent, count) -> workers.put(agent, Value.of(count)));
    return Fields.of("run", Value.of(demand.run().run().value()))
        .with("epoch", Value.of(demand.run().epoch()))
        .with("user", Value.of(demand.user()))
        .with("priority", Value.of(demand.priority()))
        .with("driver", Value.of(demand.address().toString()))
        .with("wantedSlots", Value.of(run.wantedSlots()))
        .with("heldSlots", Value.of(standing.heldSlots(run)))
        .with("slotsOfEachWorker", Value.of(demand.slots()))
        .with("waits", Value.of(run.waits()))
        .with("workers", new Fields(workers))
        .with("unheardMillis", Value.of(run.unheard().toMillis()));
  }
}
