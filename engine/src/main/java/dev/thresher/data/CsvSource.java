package dev.thresher.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.thresher.model.Counted;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;

/** Records of CSV. An empty cell without quotes is no value; every other cell is a text. */
final class CsvSource {
  private static final String MARK = "\ufeff";

  private CsvSource() {}

  private record Cell(String bytes, boolean quoted) {}

  private record Line(long number, List<Cell> cells) {}

  private static final class Lines extends AbstractBaseCsvCallbackHandler<Line> {
    private List<Cell> cells = new ArrayList<>();

    @Override
    protected void handleBegin(long startingLineNumber) {
      cells = new ArrayList<>();
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
      cells.add(new Cell(new String(buffer, offset, length), quoted));
    }

    @Override
    protected Line buildRecord() {
      return new Line(getStartingLineNumber(), cells);
    }
  }

  /** From the start of the file, names first. */
  static List<String> read(InputStream in, RecordSink sink) throws IOException {
    return new Pass(List.of(), sink).over(in);
  }

  /** From the start of a record on. */
  static void read(InputStream in, List<String> names, RecordSink sink) throws IOException {
    new Pass(names, sink).over(in);
  }

  private static final class Pass {
    private List<String> names;
    private final RecordSink sink;

    Pass(List<String> names, RecordSink sink) {
      this.names = names;
      this.sink = sink;
    }

    List<String> over(InputStream in) throws IOException {
      long line = 1;
      try (var starts = new LineStarts(in, 0);
          var reader =
              CsvReader.builder()
                  .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                  .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                  .allowExtraCharsAfterClosingQuote(false)
                  .build(new Lines(), starts)) {
        for (var record : reader) {
          line = record.number();
          take(starts.offsetOf(line), record);
        }
        return names;
      } catch (CsvParseException malformed) {
        throw new MalformedRecordException(line, "after this line: " + reason(malformed));
      } catch (UncheckedIOException unreadable) {
        throw unreadable.getCause();
      }
    }

    private static String reason(CsvParseException malformed) {
      var cause = malformed.getCause();
      return String.valueOf(cause == null ? malformed.getMessage() : cause.getMessage());
    }

    private void take(long offset, Line line) throws IOException {
      if (names.isEmpty()) {
        names = header(line);
      } else {
        sink.record(offset, line.number(), fields(line));
      }
    }

    private static List<String> header(Line line) throws MalformedRecordException {
      var names = new LinkedHashSet<String>();
      for (var cell : line.cells()) {
        var text = Utf8.decodeLatin(cell.bytes(), line.number());
        var name = names.isEmpty() && text.startsWith(MARK) ? text.substring(1) : text;
        if (name.isBlank()) {
          throw new MalformedRecordException(
              line.number(), "column " + (names.size() + 1) + " has no name");
        }
        if (!names.add(name)) {
          throw new MalformedRecordException(
              line.number(), "two columns are called \"" + name + "\"");
        }
      }
      return List.copyOf(names);
    }

    private Fields fields(Line line) throws MalformedRecordException {
      if (line.cells().size() != names.size()) {
        throw new MalformedRecordException(line.number(), wrongNumber(line));
      }
      var fields = new LinkedHashMap<String, Value>();
      for (int i = 0; i < names.size(); i++) {
        fields.put(names.get(i), value(line.cells().get(i), line.number()));
      }
      return new Fields(fields);
    }

    private String wrongNumber(Line line) {
      int cells = line.cells().size();
      // A row that ends within a quote goes on to the end of the file.
      boolean goesOn = line.cells().stream().anyMatch(cell -> cell.bytes().indexOf('\n') >= 0);
      return "%s, but %s named%s"
          .formatted(
              Counted.of(cells, "cell"),
              Counted.of(names.size(), "column is", "columns are"),
              goesOn ? "; a quote that opens here closes on a later line, or never" : "");
    }

    private static Value value(Cell cell, long line) throws MalformedRecordException {
      return cell.bytes().isEmpty() && !cell.quoted()
          ? Value.Absent.ABSENT
          : Value.of(Utf8.decodeLatin(cell.bytes(), line));
    }
  }
}
