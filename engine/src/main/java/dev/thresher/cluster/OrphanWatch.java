package dev.thresher.cluster;

import java.time.Duration;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberDowned;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.ReachabilityEvent;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;

/**
 * On a worker: ends the actor system when the coordinator has left the cluster, or has been out of
 * reach for the orphan grace. Other workers do not matter to it.
 */
final class OrphanWatch extends AbstractActorWithTimers {
  private static final String TIMER = "coordinator";

  private enum Orphaned {
    NOW
  }

  private final Duration grace;
  private final Cluster cluster = Cluster.get(getContext().getSystem());

  private OrphanWatch(Duration grace) {
    this.grace = grace;
  }

  static Props props(Duration grace) {
    return Props.create(OrphanWatch.class, () -> new OrphanWatch(grace));
  }

  @Override
  public void preStart() {
    cluster.subscribe(
        getSelf(), ClusterEvent.initialStateAsEvents(), ReachabilityEvent.class, MemberEvent.class);
  }

  @Override
  public void postStop() {
    cluster.unsubscribe(getSelf());
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(UnreachableMember.class, event -> onUnreachable(event.member()))
        .match(ReachableMember.class, event -> onReachable(event.member()))
        .match(MemberRemoved.class, event -> onGone(event.member()))
        .match(MemberDowned.class, event -> onGone(event.member()))
        .match(Orphaned.class, _ -> endSystem())
        .matchAny(_ -> {}) // other members' moves
        .build();
  }

  private void onUnreachable(Member member) {
    if (isCoordinator(member)) {
      getTimers().startSingleTimer(TIMER, Orphaned.NOW, grace);
    }
  }

  private void onReachable(Member member) {
    if (isCoordinator(member)) {
      getTimers().cancel(TIMER);
    }
  }

  private void onGone(Member member) {
    if (isCoordinator(member)) {
      endSystem();
    }
  }

  private static boolean isCoordinator(Member member) {
    return member.hasRole(Roles.COORDINATOR);
  }

  private void endSystem() {
    CoordinatedShutdown.get(getContext().getSystem())
        .runAll(CoordinatedShutdown.clusterDowningReason());
  }
}
