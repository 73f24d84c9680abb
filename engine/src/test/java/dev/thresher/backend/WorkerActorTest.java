package dev.thresher.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.backend.BackendProtocol.FromCoordinator;
import dev.thresher.backend.BackendProtocol.FromWorker;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.model.BatchId;
import dev.thresher.model.Bytes;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskRange;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.TaskResult;
import dev.thresher.protocol.WorkerEvent;
import dev.thresher.task.Inputs;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerActorTest {
  private static final Incarnation W1 = new Incarnation(WorkerId.numbered(1), 1);
  private static final StageSpec STAGE =
      new StageSpec(
          0,
          "stage",
          new TaskBody.Builtin("sleep", 1),
          Fields.NONE,
          new Inputs.Divided(),
          Semantics.AT_LEAST_ONCE,
          0);

  private final List<FromWorker> heard = new CopyOnWriteArrayList<>();
  private final List<String> exits = new CopyOnWriteArrayList<>();
  private final RecordingSlots slots = new RecordingSlots();
  private final ActorSystem<ToCoordinator> system =
      EngineSystem.local(
          Behaviors.receiveMessage(message -> {
            heard.add((FromWorker) message);
            return Behaviors.same();
          }));
  private ActorRef<ToWorker> worker = system.ignoreRef();

  @BeforeEach
  void start() {
    worker =
        system.systemActorOf(
            WorkerActor.create(slots.parts(W1, exits::add), system::tell), "worker", Props.empty());
  }

  @AfterEach
  void stop() {
    system.terminate();
    await().until(() -> system.whenTerminated().isCompleted());
  }

  private <R extends Reply> Stream<R> replies(Class<R> type) {
    return heard.stream().map(FromWorker::reply).filter(type::isInstance).map(type::cast);
  }

  private void ask(Request request) {
    worker.tell(new FromCoordinator(request));
  }

  private void serve() {
    ask(new Request.Welcome(new RunId("run"), 1, W1, 0));
    ask(new Request.Define(STAGE));
    ask(new Request.RunTasks(1, new BatchId(1), new TaskRange(0, 0, 8), 1, false, List.of()));
    await().untilAsserted(() -> assertThat(slots.asked).contains("assign 0 0/0..7"));
  }

  @Test
  void registersUntilItIsWelcomedAndThenBeats() {
    await().until(() -> replies(Reply.Register.class).count() >= 2);
    var first = heard.getFirst();
    assertThat(first.from()).isEqualTo(W1);
    assertThat(first.worker()).isEqualTo(new Peer.Actor<>(worker));
    serve();
    await().until(() -> replies(Reply.Beating.class).count() >= 2);
  }

  @Test
  void whatTheMachineDecidesReachesTheSlotsInOrder() {
    serve();
    ask(new Request.Revoke(new BatchId(1), 4));
    ask(new Request.Cancel(new BatchId(1), "enough"));
    await()
        .untilAsserted(() ->
            assertThat(slots.asked)
                .containsExactly(
                    "learn stage", "assign 0 0/0..7", "take back 4", "interrupt enough"));
  }

  @Test
  void aStageThatIsForgottenIsNoLongerKnown() {
    serve();
    ask(new Request.ForgetStage(0));
    ask(new Request.ForgetStage(0));
    ask(new Request.RunTasks(1, new BatchId(2), new TaskRange(0, 8, 9), 1, false, List.of()));
    ask(new Request.Cancel(new BatchId(1), "enough"));
    await()
        .untilAsserted(() ->
            assertThat(slots.asked)
                .containsExactly(
                    "learn stage", "assign 0 0/0..7", "forget stage 0", "interrupt enough"));
    assertThat(replies(Reply.Beating.class).flatMap(beat -> beat.holding().stream()))
        .doesNotContain(new BatchId(2));
  }

  @Test
  void aLargeReportGoesOutInSeveralMessagesAndOnlyTheLastFinishesTheBatch() {
    serve();
    var payload =
        new Payload.Inline(Payload.VALUE_TYPE, Bytes.adopt(new byte[Payload.INLINE_LIMIT]));
    var results =
        IntStream.range(0, 8)
            .mapToObj(i -> new TaskResult(i, new Outcome.Completed(payload), 1))
            .toList();
    slots.report(new WorkerEvent.SlotReported(0, new BatchId(1), results, true));
    await().until(() -> replies(Reply.Ended.class).anyMatch(Reply.Ended::finished));
    var parts = new ArrayList<>(replies(Reply.Ended.class).limit(8).toList());
    assertThat(parts).hasSize(8);
    assertThat(parts.stream().flatMap(part -> part.results().stream())).isEqualTo(results);
    assertThat(parts.subList(0, 7)).noneMatch(Reply.Ended::finished);
  }

  @Test
  void whatHasStartedIsForgottenWhenTheLastReportIsAcknowledgedAndNotBefore() {
    serve();
    slots.report(report(0, false));
    slots.report(report(1, true));
    ask(new Request.Acknowledge(1, 1));
    ask(new Request.Acknowledge(1, 1));
    ask(new Request.Acknowledge(1, 2));
    await().untilAsserted(() -> assertThat(slots.asked).last().isEqualTo("forget 1"));
    assertThat(slots.asked).containsOnlyOnce("forget 1");
    assertThat(replies(Reply.Ended.class).map(Reply.Ended::sequence)).contains(1L, 2L);
  }

  private static WorkerEvent report(long index, boolean finished) {
    var payload = new Payload.Inline(Payload.VALUE_TYPE, Bytes.adopt(new byte[1]));
    var result = new TaskResult(index, new Outcome.Completed(payload), 1);
    return new WorkerEvent.SlotReported(0, new BatchId(1), List.of(result), finished);
  }

  @Test
  void stoppedItClosesItsSlotsAndSaysWhy() {
    serve();
    ask(new Request.Stop());
    await().untilAsserted(() -> assertThat(slots.asked).endsWith("close"));
    assertThat(exits).hasSize(1);
  }
}
