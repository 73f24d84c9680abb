package dev.thresher.cluster;

import java.time.Duration;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.ReachabilityEvent;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.UniqueAddress;

/** On the coordinator: a worker that stays unreachable is taken out, each by a timer of its own. */
final class WorkerDowning extends AbstractActorWithTimers {
  private record Expired(UniqueAddress worker) {}

  private final Duration timeout;
  private final Cluster cluster = Cluster.get(getContext().getSystem());

  private WorkerDowning(Duration timeout) {
    this.timeout = timeout;
  }

  static Props props(Duration timeout) {
    return Props.create(WorkerDowning.class, () -> new WorkerDowning(timeout));
  }

  @Override
  public void preStart() {
    cluster.subscribe(
        getSelf(),
        ClusterEvent.initialStateAsEvents(),
        ReachabilityEvent.class,
        MemberRemoved.class);
  }

  @Override
  public void postStop() {
    cluster.unsubscribe(getSelf());
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(UnreachableMember.class, event -> onUnreachable(event.member().uniqueAddress()))
        .match(ReachableMember.class, event -> getTimers().cancel(event.member().uniqueAddress()))
        .match(MemberRemoved.class, event -> getTimers().cancel(event.member().uniqueAddress()))
        .match(Expired.class, event -> cluster.down(event.worker().address()))
        .build();
  }

  private void onUnreachable(UniqueAddress worker) {
    getTimers().startSingleTimer(worker, new Expired(worker), timeout);
  }
}
