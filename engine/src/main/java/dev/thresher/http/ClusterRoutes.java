package dev.thresher.http;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Health, figures, hosts and runs of the cluster. */
final class ClusterRoutes {
  private static final int MOST_CHARACTERS = 64;
  private static final int READY_WITHIN_MILLIS = 1_000;

  private final Cluster cluster;

  ClusterRoutes(Cluster cluster) {
    this.cluster = cluster;
  }

  List<Route> table() {
    return List.of(
        new Route("GET", "/health/live", true, (_, _) -> done(state("live"))),
        new Route("GET", "/health/ready", true, (_, _) -> ready()),
        new Route("GET", "/metrics", false, (_, _) -> metrics()),
        new Route("GET", "/v1/cluster", false, (_, _) -> status()),
        new Route("GET", "/v1/workers", false, (_, _) -> workers()),
        new Route("GET", "/v1/workers/{name}", false, (_, names) -> worker(name(names))),
        new Route("POST", "/v1/workers/{name}/drain", false, (_, names) -> drain(name(names))));
  }

  private static String name(Map<String, String> names) {
    var name = names.getOrDefault("name", "");
    return name.length() > MOST_CHARACTERS ? name.substring(0, MOST_CHARACTERS) : name;
  }

  static CompletionStage<Answer> done(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private static Answer state(String word) {
    return Answer.ok(Fields.of("state", Value.of(word)));
  }

  private CompletionStage<Answer> ready() {
    return cluster
        .standing()
        .toCompletableFuture()
        .thenApply(_ -> state("ready"))
        .completeOnTimeout(
            Answer.refused(503, "the coordinator does not answer", "look at its log"),
            READY_WITHIN_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private CompletionStage<Answer> metrics() {
    return cluster
        .standing()
        .thenApply(standing -> MetricsText.of(standing, cluster.self(), Instant.now()))
        .thenApply(text ->
            new Answer(200, Answer.Type.METRICS, dev.thresher.model.Bytes.utf8(text), Map.of()));
  }

  private CompletionStage<Answer> status() {
    return cluster
        .standing()
        .thenApply(standing -> Answer.ok(StandingJson.of(standing, cluster.self(), Instant.now())));
  }

  private CompletionStage<Answer> workers() {
    return cluster
        .standing()
        .thenApply(standing -> Answer.ok(Fields.of("workers", StandingJson.hosts(standing))));
  }

  private CompletionStage<Answer> worker(String name) {
    return cluster
        .standing()
        .thenApply(standing ->
            standing
                .host(name)
                .map(host -> Answer.ok(StandingJson.inspected(host, standing)))
                .orElseGet(() -> unknown(name)));
  }

  private CompletionStage<Answer> drain(String name) {
    return cluster
        .drain(name)
        .thenApply(known ->
            known
                ? Answer.json(
                    202, Fields.of("worker", Value.of(name)).with("draining", Value.of(true)))
                : unknown(name));
  }

  private static Answer unknown(String name) {
    return Answer.refused(
        404,
        "no worker is called " + name,
        "'thresher cluster workers list' shows those that are there");
  }
}
