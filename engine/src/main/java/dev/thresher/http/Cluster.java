package dev.thresher.http;

import dev.thresher.share.NodeAddress;
import dev.thresher.share.Standing;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** What the routes ask of the coordinator, each by one message. */
public interface Cluster {
  CompletionStage<Standing> standing();

  /** Lets a host take nothing new and end; answers whether there is one of that name. */
  CompletionStage<Boolean> drain(String host);

  Self self();

  /**
   * What the coordinator knows of itself.
   *
   * @param started tells its lives apart, too
   */
  record Self(NodeAddress address, String host, String user, String version, Instant started) {}
}
