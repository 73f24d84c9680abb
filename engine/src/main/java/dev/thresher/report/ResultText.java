package dev.thresher.report;

import static java.util.stream.Collectors.joining;

import dev.thresher.model.JsonText;
import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Binary;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Real;
import dev.thresher.model.Value.Sequence;
import dev.thresher.model.Value.Text;
import dev.thresher.model.Value.Truth;
import dev.thresher.model.Value.Whole;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * A result as people read it: a name and its value a line, rows as a table. Values are complete and
 * parse; only tables are cut, and say so.
 */
public final class ResultText {
  private static final String GAP = "  ";

  private final int rowsShown;

  private ResultText(int rowsShown) {
    this.rowsShown = rowsShown;
  }

  /**
   * @param rowsShown of each table, the rest is counted
   * @return lines without line ends; none for a run without a result
   */
  public static List<String> lines(Value result, int rowsShown) {
    var text = new ResultText(rowsShown);
    return switch (result) {
      case Absent _ -> List.of();
      case Fields fields -> text.named(fields);
      case Sequence sequence when isTable(sequence) -> text.table(sequence.items());
      case Truth _, Whole _, Real _, Text _, Binary _, Sequence _ -> List.of(cell(result));
    };
  }

  private List<String> named(Fields fields) {
    var names = fields.entries().keySet().stream().map(PrintableText::escape).toList();
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    var lines = new ArrayList<String>();
    var values = List.copyOf(fields.entries().values());
    for (int i = 0; i < names.size(); i++) {
      if (values.get(i) instanceof Sequence sequence && isTable(sequence)) {
        lines.add(names.get(i));
        table(sequence.items()).forEach(line -> lines.add(GAP + line));
      } else {
        lines.add(padded(names.get(i), width) + GAP + cell(values.get(i)));
      }
    }
    return lines;
  }

  private List<String> table(List<Value> rows) {
    var columns = columnsOf(rows);
    var cells = new ArrayList<List<String>>();
    cells.add(columns.stream().map(PrintableText::escape).toList());
    for (var row : rows.subList(0, Math.min(rows.size(), rowsShown))) {
      cells.add(columns.stream().map(name -> cellOf(row.asFields(), name)).toList());
    }
    var lines = new ArrayList<>(aligned(cells));
    if (rows.size() > rowsShown) {
      lines.add("… " + Quantities.count(rows.size() - rowsShown, "more row"));
    }
    return lines;
  }

  private static List<String> columnsOf(List<Value> rows) {
    SequencedSet<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.addAll(row.asFields().entries().keySet()));
    return List.copyOf(names);
  }

  private static String cellOf(Fields row, String name) {
    return row.find(name).map(ResultText::cell).orElse("");
  }

  /** Lines of equally many cells, each column as wide as its widest cell. */
  public static List<String> aligned(List<List<String>> rows) {
    int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
    var widths = new int[columns];
    for (var row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> join(row, widths)).toList();
  }

  private static String join(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(padded(row.get(i), widths[i])).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static boolean isTable(Sequence sequence) {
    return !sequence.items().isEmpty()
        && sequence.items().stream().allMatch(Fields.class::isInstance);
  }

  private static String cell(Value value) {
    return switch (value) {
      case Absent _ -> "-";
      case Truth(boolean truth) -> Boolean.toString(truth);
      case Whole(long whole) -> Long.toString(whole);
      case Real(double real) -> Double.toString(real);
      case Text(String text) -> PrintableText.escape(text);
      case Binary(var bytes) -> Quantities.bytes(bytes.length());
      case Sequence(var items) ->
          items.stream().map(ResultText::cell).collect(joining(", ", "[", "]"));
      case Fields _ -> JsonText.of(value);
    };
  }

  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
