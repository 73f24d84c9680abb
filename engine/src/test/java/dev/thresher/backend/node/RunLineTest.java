package dev.thresher.backend.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.backend.node.NodeMessage.FilesAsked;
import dev.thresher.backend.node.NodeMessage.FilesTold;
import dev.thresher.cluster.Listen;
import dev.thresher.data.StoredRecords;
import dev.thresher.identity.TlsIdentity;
import dev.thresher.model.Bytes;
import dev.thresher.model.EngineSettings.SharedFilesystem;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import dev.thresher.model.WorkerId;
import dev.thresher.share.RunKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose questions for files a driver answers. */
class RunLineTest {
  private static final RunKey RUN = new RunKey(new RunId("run-1"), 2);
  private static final Incarnation W1 = new Incarnation(WorkerId.numbered(1), 1);
  private static final Incarnation W2 = new Incarnation(WorkerId.numbered(2), 1);

  @TempDir Path directory;

  private WorkerTerms terms(Incarnation worker) {
    return new WorkerTerms(
        directory,
        Bytes.of(new byte[WorkerTerms.PROOF_BYTES]),
        directory,
        directory.resolve(worker + ".log"),
        directory.resolve(worker + ".out"),
        directory.resolve(worker + ".err"),
        directory.resolve(worker + ".started"),
        directory,
        directory,
        0,
        1,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        SharedFilesystem.FALSE);
  }

  private static FilesAsked asked(RunKey run, Incarnation worker, long number) {
    return new FilesAsked(run, worker, number, new FilesQuestion.OfStage(0));
  }

  @Test
  void onlyWorkersThatTheRunHasNowAreAnswered() throws Exception {
    var identity = TlsIdentity.generate();
    try (var driver = NodeLine.open(identity, Listen.at("127.0.0.1", 0));
        var agent = NodeLine.open(identity, Listen.at("127.0.0.1", 0))) {
      List<NodeMessage> heard = new CopyOnWriteArrayList<>();
      agent.listen(heard::add);
      var line =
          new RunLine(
              RUN,
              driver,
              new SentFiles(
                  new StoredRecords(), directory, directory, directory, this::terms, 1000));
      line.serve(_ -> {}, _ -> {});
      line.expect(W1, agent.address());
      line.expect(W2, agent.address());
      line.forget(W2);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            agent.tell(driver.address(), asked(RUN, W2, 1));
            agent.tell(driver.address(), asked(new RunKey(RUN.run(), 1), W1, 2));
            agent.tell(driver.address(), asked(RUN, new Incarnation(W1.worker(), 2), 3));
            agent.tell(driver.address(), asked(RUN, W1, 4));
            return !heard.isEmpty();
          });
      assertThat(heard)
          .allSatisfy(answer ->
              assertThat(answer)
                  .isEqualTo(
                      new FilesTold(
                          RUN, W1, 4, new FilesAnswer.Refused("the run has no stage 0"))));
    }
  }
}
