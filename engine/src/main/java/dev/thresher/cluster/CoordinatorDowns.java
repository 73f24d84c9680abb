package dev.thresher.cluster;

import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.DowningProvider;
import scala.Option;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;

/**
 * Who takes whom out of the cluster: the coordinator takes out workers, one by one; no worker takes
 * out anybody but itself. So the loss of any number of workers, in any order, leaves the
 * coordinator up. (Pekko's own resolvers weigh sides against each other and end the coordinator
 * when most of its workers die at once; that there is but one coordinator is not for the cluster to
 * decide.)
 *
 * <p>Made by Pekko, by name, with this constructor.
 */
public final class CoordinatorDowns extends DowningProvider {
  private final ActorSystem system;

  public CoordinatorDowns(ActorSystem system) {
    this.system = system;
  }

  @Override
  public FiniteDuration downRemovalMargin() {
    return Duration.Zero();
  }

  @Override
  public Option<Props> downingActorProps() {
    var settings = system.settings().config().getConfig("thresher-cluster");
    var props =
        Cluster.get(system).getSelfRoles().contains(Roles.COORDINATOR)
            ? WorkerDowning.props(settings.getDuration("unreachable-worker-timeout"))
            : OrphanWatch.props(settings.getDuration("orphan-grace"));
    return Option.apply(props);
  }
}
