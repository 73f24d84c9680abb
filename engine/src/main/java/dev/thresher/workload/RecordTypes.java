package dev.thresher.workload;

import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.task.Dimension;
import dev.thresher.task.FileRecords;
import dev.thresher.task.Parameter;
import dev.thresher.task.Parameter.Type;
import dev.thresher.task.RecordColumn;
import dev.thresher.task.RecordSurvey.At;
import dev.thresher.task.RecordSurvey.Extent;
import dev.thresher.task.RecordSurvey.Found;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Origin;
import dev.thresher.workload.hocon.Shown;
import java.util.Optional;
import java.util.function.Function;

/** Fits the columns of a file to the parameters of their names. */
final class RecordTypes {
  private final Complaints complaints;

  RecordTypes(Complaints complaints) {
    this.complaints = complaints;
  }

  /** The records, read as the parameters want them; what does not fit is complained of. */
  Dimension fitted(SeriesSurvey survey, Function<String, Optional<Parameter>> parameters) {
    return survey.dimension(survey.parts().stream().map(part -> fitted(part, parameters)).toList());
  }

  private FileRecords fitted(Found part, Function<String, Optional<Parameter>> parameters) {
    var records = part.records();
    var columns = records.columns();
    for (int i = 0; i < columns.size(); i++) {
      var column = columns.get(i);
      var parameter = parameters.apply(column.name());
      if (parameter.isPresent()) {
        records = fitted(records, column, part.extents().get(i), parameter.get());
      }
    }
    return records;
  }

  private FileRecords fitted(
      FileRecords records, RecordColumn column, Extent extent, Parameter parameter) {
    if (extent.absentLine() > 0 && !(parameter.type() instanceof Type.Anything)) {
      complain(records, extent.absentLine(), column.name() + " has no value here");
      return records;
    }
    return switch (parameter.type()) {
      case Type.WholeBetween _, Type.RealBetween _ -> {
        checkNumbers(records, column, extent, parameter);
        yield records;
      }
      case Type.Truth _, Type.ListOf _ -> {
        complain(
            records, 0, wrong(parameter) + ", but the columns of a file hold numbers and texts");
        yield records;
      }
      case Type.Choice _,
          Type.AnyText _,
          Type.AsWritten _,
          Type.Decimal _,
          Type.ReadableFile _,
          Type.AnyPath _ ->
          records.reading(column.name(), RecordColumn.Type.TEXT);
      case Type.Anything _ -> records;
    };
  }

  private void checkNumbers(
      FileRecords records, RecordColumn column, Extent extent, Parameter parameter) {
    if (column.type() == RecordColumn.Type.REAL && parameter.type() instanceof Type.WholeBetween) {
      complain(records, extent.fraction(), wrong(parameter), "the column holds fractions");
    } else if (extent.ends().isEmpty() && column.type() != RecordColumn.Type.WHOLE) {
      complain(records, extent.other(), wrong(parameter), "the column holds texts");
    }
    for (var end : extent.ends()) {
      var outside = parameter.complaintAbout(end.value());
      if (outside.isPresent() && column.type() == RecordColumn.Type.WHOLE
          || outside.isPresent() && parameter.type() instanceof Type.RealBetween) {
        complain(
            records,
            end.line(),
            "%s %s, but is %s".formatted(parameter.name(), outside.get(), shown(end.value())));
        return;
      }
    }
  }

  private static String wrong(Parameter parameter) {
    return parameter.name()
        + " "
        + parameter.complaintAbout(Value.Absent.ABSENT).orElse("must be a number");
  }

  /**
   * @param first the value that does not fit, if it is in this one of several files
   */
  private void complain(FileRecords records, Optional<At> first, String wrong, String otherwise) {
    complain(
        records,
        first.map(At::line).orElse(0L),
        wrong + ", but " + first.map(at -> "is " + shown(at.value())).orElse(otherwise));
  }

  private static String shown(Value value) {
    return switch (value) {
      case Value.Text(String text) -> Shown.quoted(text);
      case Value.Real(double real) -> Double.toString(real);
      case Value.Whole _,
          Value.Absent _,
          Value.Truth _,
          Value.Binary _,
          Value.Sequence _,
          Value.Fields _ ->
          JsonText.of(value);
    };
  }

  private void complain(FileRecords records, long line, String message) {
    complaints.add(new Origin.InFile(records.path(), Math.toIntExact(line)), message);
  }
}
