package dev.thresher.rundir;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Binary;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Real;
import dev.thresher.model.Value.Sequence;
import dev.thresher.model.Value.Text;
import dev.thresher.model.Value.Truth;
import dev.thresher.model.Value.Whole;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class CsvOutput implements OutputWriter {
  private final CsvWriter writer;
  private final List<String> given;
  private @Nullable RowColumns columns;

  CsvOutput(OutputStream stream, List<String> columns) {
    this.given = List.copyOf(columns);
    // Empty texts are quoted, so that they differ from values that are missing.
    this.writer =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .build(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
  }

  @Override
  public void write(Fields row) throws IOException {
    var begun = columns == null ? begin(RowColumns.of(given, row)) : columns;
    var cells = new ArrayList<@Nullable String>(begun.names().size());
    begun.values(row).forEach(value -> cells.add(cell(value)));
    record(cells);
  }

  private RowColumns begin(RowColumns begun) throws IOException {
    columns = begun;
    record(begun.names());
    return begun;
  }

  private void record(List<? extends @Nullable String> cells) throws IOException {
    try {
      writer.writeRecord(cells.toArray(String[]::new));
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private static @Nullable String cell(Value value) {
    return switch (value) {
      case Absent _ -> null;
      case Truth(boolean truth) -> Boolean.toString(truth);
      case Whole(long whole) -> Long.toString(whole);
      case Real(double real) -> Double.toString(real);
      case Text(String text) -> text;
      case Binary(var bytes) -> Base64.getEncoder().encodeToString(bytes.toArray());
      case Sequence _, Fields _ -> JsonText.of(value);
    };
  }

  /** A file without rows still has its header, if the columns are known. */
  @Override
  public void close() throws IOException {
    try (writer) {
      if (columns == null && !given.isEmpty()) {
        begin(RowColumns.of(given));
      }
    }
  }
}
