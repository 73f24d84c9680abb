package dev.thresher.runtime.nodes;

import dev.thresher.cluster.CannotListenException;
import dev.thresher.http.Cluster;
import dev.thresher.http.HttpServer;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.Standing;
import dev.thresher.standing.AccessToken;
import dev.thresher.standing.CoordinatorHome;
import dev.thresher.standing.Drivers;
import dev.thresher.standing.Jobs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The HTTP side of a cluster's coordinator, with what it leaves on disk for those who ask. */
public final class CoordinatorHttp implements AutoCloseable {
  private final HttpServer server;
  private final CoordinatorHome home;

  private CoordinatorHttp(HttpServer server, CoordinatorHome home) {
    this.server = server;
    this.home = home;
  }

  /**
   * Makes a token, listens, and says where.
   *
   * @param identity the cluster's key, which the drivers of detached runs need
   * @param listen on the loopback interface; port 0 means a free one
   * @param state directory of this user
   * @throws IOException if the files cannot be written, or others than this machine could connect;
   *     the message is for the user
   * @throws CannotListenException if it cannot listen there; the message is for the user
   */
  public static CoordinatorHttp open(
      StandingNode coordinator, Path identity, NodeAddress listen, Path state)
      throws IOException, CannotListenException {
    if (!Reachability.isLoopback(listen.host())) {
      throw new IOException(
          "at %s others than this machine could connect, and HTTP is not encrypted: listen at 127.0.0.1, and let others come by 'ssh -L'"
              .formatted(listen.host()));
    }
    var home = CoordinatorHome.of(state, coordinator.address());
    home.make();
    var token = AccessToken.generate();
    token.write(home.token());
    var drivers =
        new Drivers(
            List.of(
                "--cluster", coordinator.address().toString(), "--identity", identity.toString()));
    var server =
        HttpServer.open(
            listen, token, new Asking(coordinator, Instant.now()), new Jobs(home.jobs(), drivers));
    home.announce(server.address(), coordinator.address());
    return new CoordinatorHttp(server, home);
  }

  private record Asking(StandingNode coordinator, Instant started) implements Cluster {
    @Override
    public CompletionStage<Standing> standing() {
      return coordinator.standing();
    }

    @Override
    public CompletionStage<Boolean> drain(String host) {
      return coordinator.drain(host);
    }

    @Override
    public Self self() {
      return new Self(
          coordinator.address(),
          EngineVersion.host(),
          EngineVersion.user(),
          EngineVersion.current(),
          started);
    }
  }

  public NodeAddress address() {
    return server.address();
  }

  /** The file that holds the token. */
  public Path token() {
    return home.token();
  }

  @Override
  public void close() throws IOException {
    home.withdraw();
    server.close();
  }
}
