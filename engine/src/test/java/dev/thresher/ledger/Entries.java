package dev.thresher.ledger;

import dev.thresher.codec.LedgerCodec;
import dev.thresher.codec.PayloadCodec;
import dev.thresher.journal.Entry;
import dev.thresher.journal.StageIdentity;
import dev.thresher.model.Bytes;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.RunId;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.TaskResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Entries and ledgers for tests. */
final class Entries {
  static final Incarnation WORKER = new Incarnation(WorkerId.numbered(1), 1);

  private Entries() {}

  static LedgerCodec codec() {
    return new LedgerCodec(new PayloadCodec(Path.of("/nowhere")));
  }

  static Entry run() {
    return new Entry.RunOpened(new RunId("squares-1"), "squares", "0.1", 0);
  }

  static Entry epoch(long number) {
    int continues = number == 1 ? Entry.StageOpened.ANEW : 0;
    var identity =
        new StageIdentity("squares", "kind x", Bytes.EMPTY, Fields.NONE, Bytes.EMPTY, Bytes.EMPTY);
    return new Entry.EpochOpened(
        number, 1, "here", 0, List.of(new Entry.StageOpened(identity, continues)));
  }

  /** Tasks {@code from} to before {@code until}, whose results are their indices. */
  static Entry.Committed committed(long from, long until) {
    var results =
        LongStream.range(from, until)
            .mapToObj(index ->
                new TaskResult(
                    index,
                    new Outcome.Completed(new Payload.Reference(Value.of(index * index))),
                    1))
            .toList();
    return new Entry.Committed(0, 1, WORKER, results);
  }

  static List<Entry> read(Storage storage) throws IOException {
    var entries = new ArrayList<Entry>();
    LedgerFile.open(storage, codec(), entries::add);
    return entries;
  }

  /** The indices of all tasks that were committed, in the order of the entries. */
  static List<Long> indices(List<Entry> entries) {
    return entries.stream()
        .filter(Entry.Committed.class::isInstance)
        .flatMap(entry -> ((Entry.Committed) entry).results().stream())
        .map(TaskResult::index)
        .toList();
  }
}
