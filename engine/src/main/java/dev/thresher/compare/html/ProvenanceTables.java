package dev.thresher.compare.html;

import dev.thresher.compare.Comparison;
import dev.thresher.compare.Costs;
import dev.thresher.report.Quantities;
import dev.thresher.report.ShellText;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where and how it was measured, so that it can be done again and doubted. */
final class ProvenanceTables {
  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ProvenanceTables() {}

  static Markup of(Comparison comparison) {
    var from = comparison.provenance();
    var machine = from.machine();
    var table = new Table("Where and how this was measured", List.of("what", "value"));
    table.row(List.of("workload", from.workload()));
    table.row(List.of("file", from.file()));
    table.row(List.of("command", ShellText.of(from.command())));
    table.row(List.of("began", TO_THE_SECOND.format(from.startedAt())));
    table.row(
        List.of(
            "took",
            Words.duration(from.seconds())
                + " of a budget of "
                + Words.duration(from.budgetSeconds())));
    table.row(List.of("ended", comparison.ended()));
    table.row(List.of("seed", Long.toString(from.seed())));
    table.row(List.of("version", from.version()));
    table.row(List.of("JDK", from.jdk()));
    from.python()
        .ifPresent(python -> {
          table.row(List.of("Python", python.version() + ", " + python.interpreter()));
          table.row(List.of("Python starts processes by", python.startMethod()));
          table.row(List.of("Python file", python.file()));
        });
    table.row(List.of("system", machine.system()));
    table.row(List.of("processor", machine.processor()));
    table.row(List.of("cores", Integer.toString(machine.cores())));
    table.row(List.of("memory", Quantities.bytes(machine.memoryBytes())));
    table.row(
        List.of(
            "load before",
            machine.load() < 0
                ? "not known on this system"
                : Words.ratio(machine.load()) + " tasks that wanted a core, in the minute before"));
    return table.written();
  }

  static Markup of(Costs costs) {
    var table =
        new Table(
            "What tasks that do nothing but return a text cost on this machine"
                + (costs.remembered() ? ", as an earlier comparison measured it" : ""),
            List.of("backend", "workers", "start and end of a run", "text", "slot time a task"));
    for (var cost : costs.backends()) {
      var start = Words.duration(cost.startUpSeconds());
      var row = List.of(cost.backend().keyword(), Integer.toString(cost.workers()), start);
      row(table, row, "none", cost.secondsPerTask());
      for (var payload : cost.payloads()) {
        row(table, row, Quantities.bytes(payload.bytes()), payload.secondsPerTask());
      }
    }
    return table.written();
  }

  private static void row(Table table, List<String> arm, String text, double secondsPerTask) {
    var cells = new ArrayList<>(arm);
    cells.add(text);
    cells.add(Words.duration(secondsPerTask));
    table.row(cells);
  }
}
