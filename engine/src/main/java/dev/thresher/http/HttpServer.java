package dev.thresher.http;

import dev.thresher.cluster.CannotListenException;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.model.Bytes;
import dev.thresher.share.NodeAddress;
import dev.thresher.standing.AccessToken;
import dev.thresher.standing.Jobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.scaladsl.model.EntityStreamException;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.javadsl.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens, and passes requests to the routes. An actor system of its own, so that whoever asks, and
 * however, takes no thread from the coordinator.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** For a request's head, from the first byte of its connection. */
  private static final Duration HEAD = Duration.ofSeconds(5);

  private static final Duration BODY = Duration.ofSeconds(5);
  private static final Duration CONNECTION = Duration.ofSeconds(60);
  private static final long MOST_BYTES = 64 * 1024;

  private final ActorSystem<Void> system;
  private final NodeAddress address;

  private HttpServer(ActorSystem<Void> system, NodeAddress address) {
    this.system = system;
    this.address = address;
  }

  /**
   * Listens on the loopback interface.
   *
   * @param listen port 0 means a free one
   * @throws CannotListenException if it cannot; the message is for the user
   */
  public static HttpServer open(NodeAddress listen, AccessToken token, Cluster cluster, Jobs jobs)
      throws CannotListenException {
    ActorSystem<Void> system = EngineSystem.http(Behaviors.empty());
    var routes = new CompletableFuture<Routes>();
    var flow =
        Flow.<HttpRequest>create()
            .initialTimeout(HEAD)
            .completionTimeout(CONNECTION)
            .mapAsync(1, request -> routes.thenCompose(table -> answer(table, request, system)));
    try {
      var binding =
          Http.get(system)
              .newServerAt(listen.host(), listen.port())
              .bindFlow(flow.mapMaterializedValue(_ -> NotUsed.getInstance()))
              .toCompletableFuture()
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      var address = new NodeAddress(listen.host(), binding.localAddress().getPort());
      routes.complete(new Routes(new Gate(names(address), token), Routes.table(cluster, jobs)));
      return new HttpServer(system, address);
    } catch (ExecutionException | TimeoutException failed) {
      system.terminate();
      throw new CannotListenException(
          "cannot listen for HTTP at " + listen + ": " + reason(failed), failed);
    } catch (InterruptedException stop) {
      system.terminate();
      Thread.currentThread().interrupt();
      throw new CannotListenException("interrupted before it listened for HTTP", stop);
    }
  }

  private static String reason(Throwable failed) {
    Throwable root = failed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static Set<String> names(NodeAddress address) {
    int port = address.port();
    return new HashSet<>(List.of(address.toString(), "localhost:" + port, "127.0.0.1:" + port));
  }

  private static CompletionStage<HttpResponse> answer(
      Routes routes, HttpRequest request, ActorSystem<?> system) {
    return switch (routes.choose(asked(request, Bytes.EMPTY))) {
      case Routes.Chosen.Refused(Answer refusal) -> {
        request.discardEntityBytes(system);
        yield CompletableFuture.completedFuture(response(refusal));
      }
      case Routes.Chosen.Going going ->
          request
              .entity()
              .toStrict(BODY.toMillis(), MOST_BYTES, system)
              .thenCompose(
                  entity -> going.answer(asked(request, Bytes.adopt(entity.getData().toArray()))))
              .exceptionally(HttpServer::fault)
              .thenApply(HttpServer::response);
    };
  }

  private static Asked asked(HttpRequest request, Bytes body) {
    var headers = new HashMap<String, List<String>>();
    request
        .getHeaders()
        .forEach(header ->
            headers
                .computeIfAbsent(header.name().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .add(header.value()));
    var segments = new ArrayList<String>();
    request.getUri().pathSegments().forEach(segments::add);
    // Pekko leaves empty segments out; a path that has some is none of ours.
    if (request.getUri().getPathString().contains("//")) {
      segments.add("");
    }
    return new Asked(
        request.method().value(), segments, request.getUri().query().toMap(), headers, body);
  }

  // What is not the asker's fault is in the log, and nowhere else.
  private static Answer fault(Throwable thrown) {
    var cause = thrown;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    // One by what its head claims, the other by what has come.
    if (cause instanceof EntityStreamSizeException || cause instanceof EntityStreamException) {
      return Answer.refused(
          413, "the body of the request is too large", "at most " + MOST_BYTES + " bytes");
    }
    if (cause instanceof TimeoutException) {
      return Answer.refused(408, "the body of the request did not come", "send it at once");
    }
    LOG.error("a request could not be answered", cause);
    return Answer.refused(500, "this could not be answered", "look at the coordinator's log");
  }

  static HttpResponse response(Answer answer) {
    var response =
        HttpResponse.create()
            .withStatus(StatusCodes.get(answer.status()))
            .withEntity(HttpEntities.create(type(answer.type()), bytes(answer.body())));
    var headers = new HashMap<String, String>(answer.headers());
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      response = response.addHeader(RawHeader.create(header.getKey(), header.getValue()));
    }
    return response;
  }

  private static byte[] bytes(Bytes body) {
    var copy = new byte[body.length()];
    body.asReadOnlyBuffer().get(copy);
    return copy;
  }

  private static ContentType type(Answer.Type type) {
    return switch (type) {
      case JSON -> ContentTypes.APPLICATION_JSON;
      case METRICS -> ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");
      case TEXT -> ContentTypes.TEXT_PLAIN_UTF8;
    };
  }

  /** Where it listens. */
  public NodeAddress address() {
    return address;
  }

  @Override
  public void close() {
    try {
      if (!EngineSystem.end(system, PATIENCE)) {
        LOG.warn("the HTTP server at {} does not end; it is left", address);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
