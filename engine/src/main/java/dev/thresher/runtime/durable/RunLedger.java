package dev.thresher.runtime.durable;

import dev.thresher.codec.LedgerCodec;
import dev.thresher.codec.PayloadCodec;
import dev.thresher.host.CrashPoints;
import dev.thresher.host.CrashPoints.Moment;
import dev.thresher.journal.Entry;
import dev.thresher.journal.Entry.StageOpened;
import dev.thresher.journal.Log;
import dev.thresher.journal.LogNews;
import dev.thresher.journal.Replay;
import dev.thresher.journal.RunState;
import dev.thresher.ledger.LedgerFile;
import dev.thresher.ledger.LedgerWriter;
import dev.thresher.model.RunEnd;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.schedule.Recovered;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one run while it lasts, or that there is none. The epoch is on disk before this is
 * made, so that whoever has one may speak to workers.
 */
public final class RunLedger implements AutoCloseable {
  private final long epoch;
  private final Recovered recovered;
  private final Map<String, Entry.Output> published;
  private final PayloadCodec payloads;
  private final @Nullable LedgerWriter writer;
  private final Earlier earlier;
  private final SortedSet<String> toRead;
  private @Nullable FileReading reading;

  /** Results of earlier lives that count, to be told once. */
  interface Earlier {
    Earlier NONE = _ -> {};

    void tell(Consumer<Entry.Committed> results) throws IOException;
  }

  private RunLedger(
      long epoch,
      Recovered recovered,
      Map<String, Entry.Output> published,
      PayloadCodec payloads,
      @Nullable LedgerWriter writer,
      Earlier earlier,
      SortedSet<String> toRead) {
    this.epoch = epoch;
    this.recovered = recovered;
    this.published = published;
    this.payloads = payloads;
    this.writer = writer;
    this.earlier = earlier;
    this.toRead = toRead;
  }

  /** A run that leaves nothing to go on from. */
  public static RunLedger none(RunDirectory directory) {
    var payloads = new PayloadCodec(directory.blobs().toAbsolutePath());
    return new RunLedger(
        1, Recovered.NOTHING, Map.of(), payloads, null, Earlier.NONE, new TreeSet<>());
  }

  /**
   * Begins the ledger of a new run.
   *
   * @param version of the engine
   */
  public static RunLedger begin(RunDirectory directory, Plan plan, String version)
      throws IOException {
    var payloads = PayloadCodec.keeping(directory.blobs().toAbsolutePath());
    var file = LedgerFile.create(directory.ledger(), new LedgerCodec(payloads));
    CrashPoints.reached(Moment.RUN_OPENED);
    var now = Instant.now().toEpochMilli();
    var stages =
        StageIdentities.of(plan).stream()
            .map(identity -> new StageOpened(identity, StageOpened.ANEW))
            .toList();
    file.writeThrough(
        List.of(
            new Entry.RunOpened(directory.id(), plan.name(), version, now),
            epochOpened(1, now, stages)));
    StartFiles.begin(directory);
    directory.force();
    return new RunLedger(
        1,
        Recovered.NOTHING,
        Map.of(),
        payloads,
        new LedgerWriter(file),
        Earlier.NONE,
        filesOf(plan));
  }

  /**
   * Goes on with the ledger of an earlier life.
   *
   * @param state that the entries add up to, the present epoch's first ones included
   * @param toRead files whose digests are still to be written down
   */
  static RunLedger resume(
      RunState state, LedgerFile file, PayloadCodec payloads, SortedSet<String> toRead) {
    return new RunLedger(
        state.epoch(),
        state.recovered(),
        state.publishing(),
        payloads,
        new LedgerWriter(file),
        results -> {
          var replay = new Replay(state);
          file.read(entry -> replay.on(entry).ifPresent(results));
        },
        toRead);
  }

  /**
   * Tells what earlier lives have committed and what still counts, in the order in which they did;
   * to be called once. What is appended before waits until this has returned.
   */
  public void tellEarlier(Consumer<Entry.Committed> results) throws IOException {
    earlier.tell(results);
    if (writer != null) {
      writer.start();
      reading = FileReading.begin(toRead, writer);
    }
  }

  static Entry.EpochOpened epochOpened(long epoch, long atMillis, List<StageOpened> stages) {
    return new Entry.EpochOpened(epoch, ProcessHandle.current().pid(), host(), atMillis, stages);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  static SortedSet<String> filesOf(Plan plan) {
    var files = new TreeSet<String>();
    for (PlannedStage stage : plan.stages()) {
      files.addAll(StageFiles.of(stage.spec()));
    }
    return files;
  }

  public long epoch() {
    return epoch;
  }

  /** What earlier coordinators have brought to an end. */
  public Recovered recovered() {
    return recovered;
  }

  /** Reads results; with a ledger it leaves large ones where they are. */
  public PayloadCodec payloads() {
    return payloads;
  }

  public boolean isThere() {
    return writer != null;
  }

  public Log log() {
    return writer == null ? Log.NONE : writer;
  }

  /** What an earlier life of the run was about to publish, or has published, under that name. */
  public Optional<Entry.Output> published(Path path) {
    return Optional.ofNullable(published.get(path.toString()));
  }

  /** Waits until it is on disk that these outputs are whole and about to get their names. */
  public void publishing(List<Entry.Output> outputs) throws IOException, InterruptedException {
    if (writer != null && !outputs.isEmpty()) {
      writer.appendAndWait(new Entry.Publishing(outputs));
    }
  }

  /** Why nothing more reached the disk; empty if all did. */
  public String failure() {
    return writer != null && writer.news().state() == LogNews.State.FAILED
        ? writer.news().detail()
        : "";
  }

  /** The run has ended like this; the ledger is let go of. */
  public void close(RunEnd end, String detail) throws IOException {
    if (writer != null) {
      writer.append(new Entry.Ended(end, detail), true);
    }
    close();
  }

  /** Lets go of the ledger without a word about the end. */
  @Override
  public void close() throws IOException {
    if (reading != null) {
      reading.close();
    }
    if (writer != null) {
      writer.close();
    }
  }
}
