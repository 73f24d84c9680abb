package dev.thresher.codec;

import dev.thresher.task.FileRecords;
import dev.thresher.task.FileSeries;
import dev.thresher.task.RecordColumn;
import dev.thresher.task.RecordFormat;
import dev.thresher.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the records of a file are. */
final class RecordsMapping {
  private RecordsMapping() {}

  // The columns are sent once: a series may have thousands of files.
  static Wire.FileSeries toWire(FileSeries series) {
    var wire = Wire.FileSeries.newBuilder().setPathColumn(series.pathColumn().orElse(""));
    for (var part : series.parts()) {
      var own = toWire(part).toBuilder();
      wire.addParts(wire.getPartsCount() == 0 ? own : own.clearColumns());
    }
    return wire.build();
  }

  static FileSeries fromWire(Wire.FileSeries wire) {
    Check.given(wire.getPartsCount() > 0, "FileSeries.parts");
    var first = fromWire(wire.getParts(0));
    var parts = new ArrayList<FileRecords>();
    for (var part : wire.getPartsList()) {
      Check.that(
          part.getFormat() == wire.getParts(0).getFormat(), "FileSeries.parts differ in format");
      parts.add(fromWire(part).with(first.columns()));
    }
    var pathColumn = wire.getPathColumn();
    return new FileSeries(parts, pathColumn.isEmpty() ? Optional.empty() : Optional.of(pathColumn));
  }

  static Wire.FileRecords toWire(FileRecords records) {
    var wire =
        Wire.FileRecords.newBuilder()
            .setPath(records.path())
            .setFormat(toWire(records.format()))
            .setSize(records.size())
            .setBytes(records.stamp().bytes())
            .setModifiedNanos(records.stamp().modifiedNanos())
            .setStride(records.stride());
    for (var column : records.columns()) {
      wire.addColumns(
          Wire.RecordColumn.newBuilder().setName(column.name()).setType(toWire(column.type())));
    }
    long before = 0;
    for (long offset : records.offsets()) {
      wire.addSteps(offset - before);
      before = offset;
    }
    return wire.build();
  }

  static FileRecords fromWire(Wire.FileRecords wire) {
    int stride = Check.atLeast(1, wire.getStride(), "FileRecords.stride");
    long size = Check.atLeast(0L, wire.getSize(), "FileRecords.size");
    long expected = size / stride + (size % stride == 0 ? 0 : 1);
    Check.that(wire.getStepsCount() == expected, "FileRecords.steps do not fit its size");
    return new FileRecords(
        Check.given(wire.getPath(), "FileRecords.path"),
        fromWire(wire.getFormat()),
        wire.getColumnsList().stream().map(RecordsMapping::fromWire).toList(),
        size,
        new FileRecords.Stamp(
            Check.atLeast(0L, wire.getBytes(), "FileRecords.bytes"), wire.getModifiedNanos()),
        stride,
        offsets(wire));
  }

  private static List<Long> offsets(Wire.FileRecords wire) {
    var offsets = new ArrayList<Long>(wire.getStepsCount());
    long offset = 0;
    for (long step : wire.getStepsList()) {
      offset += step;
      Check.that(step >= 0 && offset >= 0, "FileRecords.steps lead nowhere");
      offsets.add(offset);
    }
    return offsets;
  }

  private static RecordColumn fromWire(Wire.RecordColumn wire) {
    return new RecordColumn(
        Check.given(wire.getName(), "RecordColumn.name"), fromWire(wire.getType()));
  }

  private static Wire.RecordFormat toWire(RecordFormat format) {
    return switch (format) {
      case CSV -> Wire.RecordFormat.RECORD_FORMAT_CSV;
      case JSON_LINES -> Wire.RecordFormat.RECORD_FORMAT_JSON_LINES;
      case LINES -> Wire.RecordFormat.RECORD_FORMAT_LINES;
      case BLOCKS -> Wire.RecordFormat.RECORD_FORMAT_BLOCKS;
    };
  }

  private static RecordFormat fromWire(Wire.RecordFormat wire) {
    return switch (wire) {
      case RECORD_FORMAT_CSV -> RecordFormat.CSV;
      case RECORD_FORMAT_JSON_LINES -> RecordFormat.JSON_LINES;
      case RECORD_FORMAT_LINES -> RecordFormat.LINES;
      case RECORD_FORMAT_BLOCKS -> RecordFormat.BLOCKS;
      case RECORD_FORMAT_UNSPECIFIED, UNRECOGNIZED ->
          throw new MalformedFrameException("FileRecords.format is missing or unknown");
    };
  }

  private static Wire.RecordType toWire(RecordColumn.Type type) {
    return switch (type) {
      case WHOLE -> Wire.RecordType.RECORD_TYPE_WHOLE;
      case REAL -> Wire.RecordType.RECORD_TYPE_REAL;
      case TEXT -> Wire.RecordType.RECORD_TYPE_TEXT;
      case AS_WRITTEN -> Wire.RecordType.RECORD_TYPE_AS_WRITTEN;
    };
  }

  private static RecordColumn.Type fromWire(Wire.RecordType wire) {
    return switch (wire) {
      case RECORD_TYPE_WHOLE -> RecordColumn.Type.WHOLE;
      case RECORD_TYPE_REAL -> RecordColumn.Type.REAL;
      case RECORD_TYPE_TEXT -> RecordColumn.Type.TEXT;
      case RECORD_TYPE_AS_WRITTEN -> RecordColumn.Type.AS_WRITTEN;
      case RECORD_TYPE_UNSPECIFIED, UNRECOGNIZED ->
          throw new MalformedFrameException("RecordColumn.type is missing or unknown");
    };
  }
}
