package dev.thresher.cli;

import dev.thresher.model.TaskId;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.report.Standing;
import dev.thresher.report.Standing.LostWorker;
import dev.thresher.report.Standing.Running;
import dev.thresher.report.Standing.Stage;
import dev.thresher.report.Standing.Worker;
import dev.thresher.rundir.StoredRun;
import dev.thresher.rundir.StoredRun.State;
import dev.thresher.runtime.durable.LedgerLook;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Puts together what the files of a run say of where it stands. */
final class RunStanding {
  private final StoredRun run;
  private final Optional<LedgerLook> ledger;

  private RunStanding(StoredRun run, Optional<LedgerLook> ledger) {
    this.run = run;
    this.ledger = ledger;
  }

  /**
   * @throws IOException if its files are missing or damaged
   */
  static RunStanding of(StoredRun run) throws IOException {
    return new RunStanding(
        run, run.hasLedger() ? Optional.of(LedgerLook.at(run.directory())) : Optional.empty());
  }

  Optional<LedgerLook> ledger() {
    return ledger;
  }

  Standing read() throws IOException {
    var plan = run.plan();
    return new Standing(
        run.id(),
        end(),
        detail(),
        run.hasLedger(),
        items(plan, "stages").stream().map(this::stage).toList(),
        run.state() == State.RUNNING
            ? items(run.status(), "workers").stream().map(RunStanding::worker).toList()
            : List.of(),
        items(run.status(), "lost").stream().map(RunStanding::lost).toList());
  }

  private Optional<String> end() {
    return switch (run.state()) {
      case RUNNING -> Optional.empty();
      case DIED -> Optional.of("died");
      case ENDED -> Optional.of("ended as " + RunsListCommand.state(run));
    };
  }

  private String detail() {
    return run.state() == State.DIED
        ? "its coordinator is gone and has left no report"
        : run.report().flatMap(report -> report.find("detail")).map(Value::asText).orElse("");
  }

  private static List<Fields> items(Fields fields, String name) {
    return fields.find(name).map(Value::asSequence).orElse(List.of()).stream()
        .map(Value::asFields)
        .toList();
  }

  private Stage stage(Fields stage) {
    int number = Math.toIntExact(stage.whole("stage"));
    var after = stage.get("after");
    boolean overRows = after instanceof Fields;
    return new Stage(
        number,
        stage.text("name"),
        overRows
            ? ledger.map(look -> look.rows(number)).orElse(OptionalLong.empty())
            : OptionalLong.of(stage.whole("tasks")),
        count(number, "completed"),
        count(number, "failed"),
        ledger.map(look -> look.waitingAgain(number)).orElse(0L),
        needs(after),
        follows(after),
        whole(stage.get("maxParallel")),
        stage.text("onError").equals("skip"),
        stage.real("backoffMaximumMillis"));
  }

  // Without a ledger the report has the counts, once it is there.
  private long count(int stage, String what) {
    if (ledger.isPresent()) {
      return what.equals("completed") ? ledger.get().completed(stage) : ledger.get().failed(stage);
    }
    return run.report().map(report -> items(report, "stages")).orElse(List.of()).stream()
        .filter(one -> one.whole("stage") == stage)
        .mapToLong(one -> one.whole(what))
        .sum();
  }

  private static List<Integer> needs(Value after) {
    return switch (after) {
      case Fields rows -> needs(rows.get("stages"));
      case Value.Sequence(var numbers) ->
          numbers.stream().map(one -> Math.toIntExact(one.asWhole())).toList();
      case Absent _, Value.Truth _, Value.Whole _, Value.Real _, Value.Text _, Value.Binary _ ->
          List.of();
    };
  }

  private static OptionalInt follows(Value after) {
    return after instanceof Fields rows && rows.truth("asTheyCome")
        ? OptionalInt.of(needs(after).getFirst())
        : OptionalInt.empty();
  }

  private static OptionalLong whole(Value value) {
    return value == Absent.ABSENT ? OptionalLong.empty() : OptionalLong.of(value.asWhole());
  }

  private static Worker worker(Fields worker) {
    long number = worker.whole("incarnation");
    var name = worker.text("worker") + (number == 1 ? "" : "#" + number);
    var slots = whole(worker.get("slots"));
    return new Worker(
        name,
        worker.whole("pid"),
        slots.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) slots.getAsLong()),
        items(worker, "running").stream().map(RunStanding::running).toList());
  }

  private static Running running(Fields task) {
    return new Running(
        new TaskId(Math.toIntExact(task.whole("stage")), task.whole("index")), task.real("millis"));
  }

  private static LostWorker lost(Fields worker) {
    return new LostWorker(worker.text("worker"), worker.whole("pid"), worker.text("endedBy"));
  }
}
