package dev.thresher.attack;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.http.Cluster;
import dev.thresher.http.HttpServer;
import dev.thresher.runtime.nodes.CoordinatorHttp;
import dev.thresher.runtime.nodes.StandingNode;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.Standing;
import dev.thresher.standing.AccessToken;
import dev.thresher.standing.Jobs;
import dev.thresher.standing.ProcessMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a coordinator's HTTP server does about those who must not ask, or ask out of malice. */
@Timeout(60)
class AttackedHttpTest {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW");
  private static final List<String> GUARDED =
      List.of(
          "/metrics",
          "/v1/cluster",
          "/v1/workers",
          "/v1/workers/a",
          "/v1/workers/a/drain",
          "/v1/jobs",
          "/v1/jobs/j1",
          "/v1/jobs/j1/log",
          "/v1/jobs/j1/cancel",
          "/nowhere");
  private static final List<String> OPEN = List.of("/health/live", "/health/ready");

  @TempDir Path directory;

  private final List<String> drained = new CopyOnWriteArrayList<>();
  private final List<String> started = new CopyOnWriteArrayList<>();
  private final AccessToken token = AccessToken.generate();
  private HttpServer server;

  /** A coordinator that writes down what it was told to do. */
  private final class Recording implements Cluster {
    @Override
    public CompletionStage<Standing> standing() {
      return CompletableFuture.completedFuture(new Standing(List.of(), List.of()));
    }

    @Override
    public CompletionStage<Boolean> drain(String host) {
      drained.add(host);
      return host.equals("broken")
          ? CompletableFuture.failedFuture(new IllegalStateException("secret of the machine room"))
          : CompletableFuture.completedFuture(true);
    }

    @Override
    public Self self() {
      return new Self(new NodeAddress("127.0.0.1", 1), "here", "ada", "1.0", Instant.EPOCH);
    }
  }

  @BeforeEach
  void listen() throws Exception {
    server = HttpServer.open(new NodeAddress("127.0.0.1", 0), token, new Recording(), jobs());
  }

  private Jobs jobs() {
    return new Jobs(
        directory.resolve("jobs"),
        (order, _) -> {
          started.add(order.file().toString());
          return ProcessMark.ofThisProcess();
        });
  }

  @AfterEach
  void close() {
    server.close();
  }

  private int port() {
    return server.address().port();
  }

  private String ask(String method, String path, String... headers) throws IOException {
    var all = new ArrayList<>(List.of(headers));
    if (all.stream().noneMatch(line -> line.startsWith("Host:"))) {
      all.add("Host: 127.0.0.1:" + port());
    }
    return RawHttp.exchange(
        port(),
        "%s %s HTTP/1.1\r\nConnection: close\r\n%s\r\n\r\n"
            .formatted(method, path, String.join("\r\n", all)));
  }

  private int status(String method, String path, String... headers) throws IOException {
    return RawHttp.status(ask(method, path, headers));
  }

  private String right() {
    return "Authorization: " + token.bearer();
  }

  private boolean serves() throws IOException {
    return status("GET", "/v1/cluster", right()) == 200;
  }

  @Test
  void nothingIsToldNorDoneWithoutTheTokenWhateverTheMethod() throws IOException {
    var credentials =
        List.of(
            "X-Nothing: 1",
            "Authorization: Bearer",
            "Authorization: Bearer " + AccessToken.generate().bearer().substring(7),
            right().substring(0, right().length() - 1),
            right() + "x",
            right().replace("Bearer ", "Basic "),
            "Cookie: token=" + token.bearer().substring(7),
            right() + "\r\n" + right().replace("Bearer", "Bearer x"));
    for (var path : GUARDED) {
      for (var method : METHODS) {
        for (var credential : credentials) {
          // What is no method at all is refused before anybody is asked who sends it.
          assertThat(status(method, path, credential))
              .as("%s %s %s", method, path, credential)
              .isIn(method.equals("BREW") ? List.of(401, 501) : List.of(401));
        }
      }
    }
    assertThat(drained).isEmpty();
    assertThat(directory.resolve("jobs")).doesNotExist();
    for (var path : OPEN) {
      assertThat(status("GET", path)).isEqualTo(200);
      assertThat(status("POST", path)).isEqualTo(401);
    }
    assertThat(serves()).isTrue();
  }

  @Test
  void aTokenInTheAddressIsNone() throws IOException {
    var word = token.bearer().substring(7);
    for (var name : List.of("token", "access_token", "authorization")) {
      assertThat(status("GET", "/v1/cluster?" + name + "=" + word)).isEqualTo(401);
    }
  }

  @Test
  void aForeignHostIsRefusedOnEveryMethodAndRouteEvenWithTheToken() throws IOException {
    var hosts = List.of("evil.example", "evil.example:" + port(), "127.0.0.1", "127.0.0.1:1", "");
    var paths = new ArrayList<>(GUARDED);
    paths.addAll(OPEN);
    for (var host : hosts) {
      for (var path : paths) {
        for (var method : METHODS.subList(0, METHODS.size() - 1)) {
          assertThat(status(method, path, "Host: " + host, right()))
              .as("%s %s at %s", method, path, host)
              .isIn(400, 403);
        }
      }
    }
    assertThat(drained).isEmpty();
    assertThat(status("GET", "/v1/cluster", "Host: localhost:" + port(), right())).isEqualTo(200);
    var absolute = ask("GET", "http://evil.example/v1/cluster", "Host: evil.example", right());
    assertThat(RawHttp.status(absolute)).isIn(400, 403);
  }

  @Test
  void aPageOfAnotherOriginIsRefusedOnEveryMethodEvenWithTheToken() throws IOException {
    var signs =
        List.of(
            "Origin: http://evil.example",
            "Origin: null",
            "Origin: http://127.0.0.1:1",
            "Origin: https://127.0.0.1:" + port(),
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site");
    var paths = new ArrayList<>(GUARDED);
    paths.addAll(OPEN);
    for (var sign : signs) {
      for (var path : paths) {
        for (var method : METHODS.subList(0, METHODS.size() - 1)) {
          var answer = ask(method, path, sign, right());
          assertThat(RawHttp.status(answer)).as("%s %s, %s", method, path, sign).isEqualTo(403);
          assertThat(answer).doesNotContainIgnoringCase("access-control-allow");
        }
      }
    }
    assertThat(drained).isEmpty();
    assertThat(status("GET", "/v1/cluster", "Origin: http://127.0.0.1:" + port(), right()))
        .isEqualTo(200);
  }

  @Test
  void whatIsTooLargeIsRefusedInWords() throws IOException {
    var huge = "x".repeat(8_000);
    assertThat(status("GET", "/health/live", "X-Huge: " + huge)).isEqualTo(431);
    assertThat(status("GET", "/health/live?" + huge)).isEqualTo(414);
    var many = new StringBuilder("X-0: a");
    for (int i = 1; i < 200; i++) {
      many.append("\r\nX-").append(i).append(": a");
    }
    assertThat(status("GET", "/health/live", many.toString())).isIn(400, 431);
    var body =
        RawHttp.exchange(
            port(),
            "POST /v1/workers/a/drain HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\nConnection: close\r\nContent-Length: 2000000000\r\n\r\n%s"
                .formatted(port(), right(), "y".repeat(10_000)));
    assertThat(RawHttp.status(body)).isEqualTo(413);
    assertThat(body).contains("\"error\"", "\"hint\"");
    assertThat(drained).isEmpty();
    assertThat(serves()).isTrue();
  }

  @Test
  void hundredsOfPeersThatNeverFinishAreCutOffAndOthersAreAnswered() throws Exception {
    var slow = new ArrayList<RawHttp>();
    try {
      for (int i = 0; i < 300; i++) {
        var peer = new RawHttp(port());
        peer.send("GET /health/live HTTP/1.1\r\nHost: 127.0.0.1:" + port() + "\r\nX-Slow: ");
        slow.add(peer);
      }
      assertThat(serves()).isTrue();
      for (int i = 0; i < 6; i++) {
        Thread.sleep(1_000);
        for (var peer : slow) {
          try {
            peer.send("a");
          } catch (IOException cutOff) {
            // as it should be
          }
        }
      }
      for (var peer : slow) {
        assertThatThrownBy(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    peer.send("a");
                    Thread.sleep(2);
                  }
                })
            .isInstanceOf(IOException.class);
      }
      assertThat(serves()).isTrue();
    } finally {
      for (var peer : slow) {
        peer.close();
      }
    }
  }

  @Test
  void noPathLeadsOutOfWhatThereIs() throws IOException {
    var paths =
        List.of(
            "/v1/workers/../../etc/passwd",
            "/v1/workers/..%2f..%2fetc%2fpasswd",
            "/v1/jobs/..",
            "/v1/jobs/%2e%2e/log",
            "/v1/jobs/j1%2f..%2f..%2ftoken/log",
            "/v1/jobs/j1%00/log",
            "/v1/cluster?from=%zz",
            "/v1/cluster?%",
            "//etc/passwd",
            "/v1//jobs",
            "/./v1/jobs/./j1");
    for (var path : paths) {
      assertThat(status("GET", path, right())).as(path).isIn(400, 404);
    }
    // A name that a handler is given is one segment, whatever it holds.
    assertThat(status("POST", "/v1/workers/a%2fb/drain", right())).isEqualTo(202);
    assertThat(drained).containsExactly("a/b");
  }

  private static String manyKeys(int count) {
    return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\": 1").collect(joining(", "));
  }

  @Test
  void anOrderThatIsNoneStartsNothing() throws IOException {
    var orders =
        List.of(
            "",
            "not JSON",
            "[]",
            "[".repeat(20_000),
            "{\"a\":".repeat(5_000),
            "{\"file\": " + "9".repeat(30_000) + "}",
            "{\"file\": 1e999999999}",
            "{" + "\"a\": 1, ".repeat(3_000) + "\"a\": 1}",
            "{" + manyKeys(3_000) + "}",
            "{\"file\": \"/etc/passwd\", \"directory\": \"/\", \"sets\": [\"--backend\"]}",
            "{\"file\": \"../etc/passwd\", \"directory\": \"/\"}",
            "{\"file\": \"/no/such/file\", \"directory\": \"/\"}",
            "{\"file\": \"/a\", \"file\": \"/b\", \"directory\": \"/\"}");
    for (var order : orders) {
      var answer =
          RawHttp.exchange(
              port(),
              "POST /v1/jobs HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(port(), right(), order.length(), order));
      assertThat(RawHttp.status(answer)).as(order).isIn(400, 409);
      assertThat(answer).contains("\"error\"").doesNotContain("Exception", "dev.thresher");
    }
    assertThat(started).isEmpty();
    assertThat(directory.resolve("jobs")).doesNotExist();
  }

  @Test
  void otherMethodsAreRefusedAndTheRightOnesNamed() throws IOException {
    var answer = ask("DELETE", "/v1/cluster", right());
    assertThat(RawHttp.status(answer)).isEqualTo(405);
    assertThat(answer).contains("Allow: GET");
  }

  @Test
  void aFaultIsAnsweredWithoutAWordOfItsInside() throws IOException {
    var answer = ask("POST", "/v1/workers/broken/drain", right());
    assertThat(RawHttp.status(answer)).isEqualTo(500);
    assertThat(answer).contains("\"error\"").doesNotContain("secret", "Exception", "dev.thresher");
  }

  @Test
  void theTokenIsForItsOwnerAloneAndNothingListensBeyondThisMachine() throws Exception {
    try (var nodes = new OneCoordinator(directory)) {
      assertThatThrownBy(() ->
              CoordinatorHttp.open(
                  nodes.node(),
                  directory.resolve("key.pem"),
                  new NodeAddress("0.0.0.0", 0),
                  directory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not encrypted");
      try (var http =
          CoordinatorHttp.open(
              nodes.node(),
              directory.resolve("key.pem"),
              new NodeAddress("127.0.0.1", 0),
              directory)) {
        assertThat(Files.getPosixFilePermissions(http.token()))
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(http.token().getParent()))
            .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(http.token(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> AccessToken.read(http.token())).hasMessageContaining("chmod 600");
      }
    }
  }

  /** The coordinator of a cluster of nobody. */
  private record OneCoordinator(StandingNode node) implements AutoCloseable {
    OneCoordinator(Path directory) throws Exception {
      this(
          StandingNode.coordinator(
              directory.resolve("key.pem"),
              dev.thresher.cluster.Listen.at("127.0.0.1", 0),
              _ -> {}));
    }

    @Override
    public void close() {
      node.close();
    }
  }
}
