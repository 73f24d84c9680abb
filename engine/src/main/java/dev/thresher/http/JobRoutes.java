package dev.thresher.http;

import dev.thresher.data.JsonReader;
import dev.thresher.model.Bytes;
import dev.thresher.model.RunId;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.share.Allocation;
import dev.thresher.share.RunDemand;
import dev.thresher.share.RunKey;
import dev.thresher.share.Standing;
import dev.thresher.standing.Job;
import dev.thresher.standing.JobId;
import dev.thresher.standing.JobOrder;
import dev.thresher.standing.Jobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Detached runs: what is asked of them goes to their files, on threads of its own. */
final class JobRoutes {
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final Cluster cluster;
  private final Jobs jobs;

  JobRoutes(Cluster cluster, Jobs jobs) {
    this.cluster = cluster;
    this.jobs = jobs;
  }

  List<Route> table() {
    return List.of(
        new Route("GET", "/v1/jobs", false, (_, _) -> apart(this::list)),
        new Route("POST", "/v1/jobs", false, (asked, _) -> submit(asked)),
        new Route("GET", "/v1/jobs/{job}", false, (_, names) -> with(names, JobRoutes::shown)),
        new Route(
            "GET",
            "/v1/jobs/{job}/log",
            false,
            (asked, names) -> with(names, job -> log(job, asked.parameter("from")))),
        new Route(
            "POST",
            "/v1/jobs/{job}/cancel",
            false,
            (asked, names) -> with(names, job -> cancel(job, asked))));
  }

  private static CompletionStage<Answer> apart(Callable<Answer> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.call();
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          } catch (Exception fault) {
            throw new IllegalStateException(fault);
          }
        },
        THREADS);
  }

  private CompletionStage<Answer> with(Map<String, String> names, Function<Job, Answer> then) {
    var name = names.getOrDefault("job", "");
    return apart(
        () -> JobId.parse(name).flatMap(jobs::find).map(then).orElseGet(JobRoutes::unknown));
  }

  private static Answer unknown() {
    return Answer.refused(
        404, "there is no such job", "'thresher jobs' shows those that there are: j1, j2, …");
  }

  private static Answer shown(Job job) {
    return Answer.ok(job.toFields());
  }

  private Answer list() throws IOException {
    return Answer.ok(
        Fields.of("jobs", new Sequence(jobs.list().stream().<Value>map(Job::toFields).toList())));
  }

  private CompletionStage<Answer> submit(Asked asked) {
    JobOrder order;
    try {
      order = JobOrder.from(JsonReader.object(bytes(asked.body())));
    } catch (IOException | IllegalArgumentException wrong) {
      return CompletableFuture.completedFuture(
          Answer.refused(
              400,
              "that is no order of a job: " + wrong.getMessage(),
              "docs/http.md has its fields"));
    }
    return cluster.standing().thenCompose(standing -> apart(() -> place(order, standing)));
  }

  private Answer place(JobOrder order, Standing standing) {
    if (!Files.isReadable(order.file())) {
      return Answer.refused(
          409, order.file() + " cannot be read on the coordinator's host", "give a shared path");
    }
    var obstacle = Allocation.obstacle(demand(order), standing.offers());
    if (obstacle.isPresent()) {
      return Answer.refused(409, obstacle.get(), "nothing was started");
    }
    try {
      return Answer.json(201, jobs.submit(order).toFields());
    } catch (IOException impossible) {
      return Answer.refused(
          409, "the job cannot be started: " + impossible.getMessage(), "nothing was started");
    }
  }

  private RunDemand demand(JobOrder order) {
    var self = cluster.self();
    return new RunDemand(
        new RunKey(new RunId("job"), 1),
        self.address(),
        self.version(),
        self.user(),
        order.priority(),
        order.workers().orElse(1),
        order.slots(),
        order.heap(),
        order.require(),
        Map.of());
  }

  private Answer log(Job job, Optional<String> from) {
    try {
      var piece =
          jobs.log(
              job,
              from.filter(text -> text.matches("[0-9]{1,18}")).map(Long::parseLong).orElse(0L));
      return new Answer(200, Answer.Type.TEXT, piece.text(), Map.of())
          .with("Thresher-Next", Long.toString(piece.next()))
          .with("Thresher-State", job.stateWord());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Answer cancel(Job job, Asked asked) {
    try {
      boolean now =
          asked.body().length() > 0
              && JsonReader.object(bytes(asked.body()))
                  .find("now")
                  .map(Value::asTruth)
                  .orElse(false);
      return jobs.cancel(job, now)
          ? Answer.json(202, job.toFields())
          : Answer.refused(409, "the job " + job.id() + " is not running", "it is over already");
    } catch (IOException | IllegalArgumentException wrong) {
      return Answer.refused(
          400, "that cannot be done: " + wrong.getMessage(), "send nothing, or {\"now\": true}");
    }
  }

  private static byte[] bytes(Bytes body) {
    var copy = new byte[body.length()];
    body.asReadOnlyBuffer().get(copy);
    return copy;
  }
}
