package dev.thresher.backend.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.backend.BackendProtocol.FromCoordinator;
import dev.thresher.backend.BackendProtocol.FromWorker;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.Peer;
import dev.thresher.backend.RecordingSlots;
import dev.thresher.model.BatchId;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerLoopTest {
  private static final Incarnation W1 = new Incarnation(WorkerId.numbered(1), 1);

  private final List<FromWorker> heard = new CopyOnWriteArrayList<>();
  private final List<Optional<Throwable>> ends = new CopyOnWriteArrayList<>();
  private final RecordingSlots slots = new RecordingSlots();
  private WorkerLoop worker = loop(message -> heard.add((FromWorker) message));

  private WorkerLoop loop(Peer<ToCoordinator> coordinator) {
    return new WorkerLoop(slots.parts(W1, _ -> {}), coordinator, ends::add);
  }

  @AfterEach
  void stop() {
    ask(new Request.Stop());
    await().until(() -> !ends.isEmpty());
  }

  private <R extends Reply> Stream<R> replies(Class<R> type) {
    return heard.stream().map(FromWorker::reply).filter(type::isInstance).map(type::cast);
  }

  private void ask(Request request) {
    worker.tellAtOnce(new FromCoordinator(request));
  }

  private void welcome() {
    ask(new Request.Welcome(new RunId("run"), 1, W1, 0));
  }

  private static Request define(int stage) {
    return new Request.Define(
        new StageSpec(
            stage,
            "stage " + stage,
            new TaskBody.Builtin("sleep", 1),
            Fields.NONE,
            new Inputs.Divided(),
            Semantics.AT_LEAST_ONCE,
            0));
  }

  @Test
  void registersUntilItIsWelcomedAndThenBeats() {
    worker.start();
    await().until(() -> replies(Reply.Register.class).count() >= 2);
    assertThat(heard.getFirst().worker()).isSameAs(worker);
    welcome();
    await().until(() -> replies(Reply.Beating.class).count() >= 2);
    assertThat(ends).isEmpty();
  }

  @Test
  void whatTheChannelBringsIsHandledAtOnceOnItsThread() {
    welcome();
    ask(define(0));
    // No loop runs yet, so nobody else can have done it.
    assertThat(slots.asked).containsExactly("learn stage 0");
    worker.start();
  }

  @Test
  void whileOtherThingsWaitWhatTheChannelBringsWaitsBehindThem() {
    welcome();
    worker.tell(new FromCoordinator(define(0)));
    for (int stage = 1; stage < 100; stage++) {
      ask(define(stage));
    }
    assertThat(slots.asked).isEmpty();
    worker.start();
    await().until(() -> slots.asked.size() == 100);
    var inOrder = IntStream.range(0, 100).mapToObj(stage -> "learn stage " + stage).toList();
    assertThat(slots.asked).isEqualTo(inOrder);
  }

  @Test
  void reportsReachTheCoordinator() {
    worker.start();
    welcome();
    ask(define(0));
    ask(new Request.RunTasks(1, new BatchId(1), new TaskRange(0, 0, 1), 1, false, List.of()));
    await().until(() -> slots.asked.contains("assign 0 0/0..0"));
    var result = new TaskResult(0, new Outcome.Cancelled("test"), 1);
    slots.report(new WorkerEvent.SlotReported(0, new BatchId(1), List.of(result), true));
    await().until(() -> replies(Reply.Ended.class).anyMatch(Reply.Ended::finished));
  }

  @Test
  void stoppedItClosesItsSlotsAndSaysSoOnce() {
    worker.start();
    welcome();
    ask(new Request.Stop());
    ask(new Request.Stop());
    await().until(() -> slots.asked.contains("close"));
    assertThat(ends).containsExactly(Optional.empty());
  }

  @Test
  void whatBreaksItIsToldAndNothingIsDoneAfterwards() throws InterruptedException {
    var broken = new AssertionError("broken");
    var told = new CountDownLatch(1);
    worker =
        loop(_ -> {
          told.countDown();
          throw broken;
        });
    worker.start();
    told.await();
    await().until(() -> !ends.isEmpty());
    welcome();
    ask(define(0));
    assertThat(ends).containsExactly(Optional.of(broken));
    assertThat(slots.asked).containsExactly("close");
  }
}
