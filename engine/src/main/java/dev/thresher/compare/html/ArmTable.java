package dev.thresher.compare.html;

import dev.thresher.compare.ArmResult;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.Inside;
import dev.thresher.compare.Verdict;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One row for each arm, in the order in which they were asked for. What no arm has is left out. */
final class ArmTable {
  private record Column(String name, Function<ArmResult, String> cell) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column(
              "median",
              result ->
                  result.time().map(time -> Words.duration(time.median())).orElse(Table.NOTHING)),
          new Column(
              "95 % interval", result -> result.time().map(Words::range).orElse(Table.NOTHING)),
          new Column(
              "of the best", result -> result.toBest().map(Words::ratio).orElse(Table.NOTHING)),
          new Column(
              "whole workload, expected",
              result ->
                  result
                      .whole()
                      .map(
                          whole -> Words.duration(whole.median()) + " (" + Words.range(whole) + ")")
                      .orElse(Table.NOTHING)),
          new Column("cores busy", ArmTable::cores),
          new Column("peak memory", ArmTable::peak),
          new Column("GC stops", ArmTable::gc),
          new Column("allocated", ArmTable::allocated),
          new Column("switches", ArmTable::switches),
          new Column("sent", result -> moved(result, Inside::bytesSent)),
          new Column("back", result -> moved(result, Inside::bytesReceived)));

  private ArmTable() {}

  static Markup of(Comparison comparison) {
    var arms = comparison.arms();
    var shown =
        COLUMNS.stream()
            .filter(column ->
                arms.stream().anyMatch(arm -> !column.cell().apply(arm).equals(Table.NOTHING)))
            .toList();
    var names = new ArrayList<>(List.of("arm", "standing", "trials"));
    shown.forEach(column -> names.add(column.name()));
    var table = new Table(caption(comparison), names);
    for (var result : arms) {
      boolean chosen =
          comparison.verdict().map(Verdict::choice).filter(result.arm()::equals).isPresent();
      var cells = new ArrayList<String>();
      cells.add(result.arm().name());
      cells.add(chosen ? "chosen" : standing(result));
      cells.add(Integer.toString(result.counting().size()));
      shown.forEach(column -> cells.add(column.cell().apply(result)));
      table.row(cells, chosen ? "chosen" : "");
    }
    return table.written();
  }

  private static String caption(Comparison comparison) {
    return "Medians over the trials that count"
        + comparison
            .sample()
            .map(sample ->
                String.format(
                    Locale.ROOT,
                    ", which ran %,d of %,d tasks, the same ones in every arm",
                    sample.tasks(),
                    sample.ofTasks()))
            .orElse("");
  }

  private static String standing(ArmResult result) {
    return switch (result.standing()) {
      case MEASURED -> "measured";
      case HOPELESS -> "given up: far slower";
      case FAILED -> "failed";
      case UNMEASURED -> "not measured";
    };
  }

  private static String cores(ArmResult result) {
    var cores = result.cores();
    return cores.isPresent() ? Words.ratio(cores.getAsDouble()) : Table.NOTHING;
  }

  private static String peak(ArmResult result) {
    var bytes = result.peakBytes();
    return bytes.isPresent() ? Quantities.bytes(Math.round(bytes.getAsDouble())) : Table.NOTHING;
  }

  private static String gc(ArmResult result) {
    var seconds = result.gcSeconds();
    return seconds.isPresent() ? Words.duration(seconds.getAsDouble()) : Table.NOTHING;
  }

  private static String allocated(ArmResult result) {
    var rate = result.allocationRate();
    return rate.isPresent()
        ? Quantities.bytes(Math.round(rate.getAsDouble())) + "/s"
        : Table.NOTHING;
  }

  private static String switches(ArmResult result) {
    var rate = result.switchRate();
    return rate.isPresent()
        ? String.format(Locale.ROOT, "%,.0f/s", rate.getAsDouble())
        : Table.NOTHING;
  }

  private static String moved(ArmResult result, ToDoubleFunction<Inside> measure) {
    var bytes = result.medianInside(measure);
    return bytes.isPresent() && bytes.getAsDouble() > 0
        ? Quantities.bytes(Math.round(bytes.getAsDouble()))
        : Table.NOTHING;
  }
}
