package dev.thresher.codec;

import com.google.protobuf.ByteString;
import dev.thresher.model.Bytes;
import dev.thresher.model.Value;
import dev.thresher.task.Column;
import dev.thresher.task.CommandLine;
import dev.thresher.task.Dimension;
import dev.thresher.task.FileRecords;
import dev.thresher.task.FileSeries;
import dev.thresher.task.Inputs;
import dev.thresher.task.Selection;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import dev.thresher.wire.Wire;
import java.math.BigDecimal;
import java.util.List;

/** What a stage is. */
final class StageMapping {
  private static final int DECIMAL_CHARS = 100;
  private static final int DECIMAL_SCALE = 1_000;

  private StageMapping() {}

  static Wire.StageSpec toWire(StageSpec stage) {
    return Wire.StageSpec.newBuilder()
        .setStage(stage.stage())
        .setName(stage.name())
        .setBody(toWire(stage.body()))
        .setConstants(ValueMapping.toWire(stage.constants()))
        .setInputs(toWire(stage.inputs()))
        .setSemantics(toWire(stage.semantics()))
        .setDeadlineNanos(stage.deadlineNanos())
        .build();
  }

  static StageSpec fromWire(Wire.StageSpec wire) {
    Check.given(wire.hasBody(), "StageSpec.body");
    Check.given(wire.hasConstants(), "StageSpec.constants");
    Check.given(wire.hasInputs(), "StageSpec.inputs");
    return new StageSpec(
        Check.atLeast(0, wire.getStage(), "StageSpec.stage"),
        Check.given(wire.getName(), "StageSpec.name"),
        fromWire(wire.getBody()),
        ValueMapping.fromWire(wire.getConstants()),
        fromWire(wire.getInputs()),
        fromWire(wire.getSemantics()),
        Check.atLeast(0, wire.getDeadlineNanos(), "StageSpec.deadline_nanos"));
  }

  static Wire.TaskBody toWire(TaskBody body) {
    return switch (body) {
      case TaskBody.Builtin(String kind, int version) ->
          Wire.TaskBody.newBuilder()
              .setBuiltin(Wire.Builtin.newBuilder().setKind(kind).setVersion(version))
              .build();
      case TaskBody.Command(CommandLine line) ->
          Wire.TaskBody.newBuilder().setCommand(CommandMapping.toWire(line)).build();
      case TaskBody.JavaMethod java -> Wire.TaskBody.newBuilder().setJava(toWire(java)).build();
      case TaskBody.PythonFunction python ->
          Wire.TaskBody.newBuilder().setPython(toWire(python)).build();
      case TaskBody.Closure closure ->
          Wire.TaskBody.newBuilder().setClosure(CodeMapping.toWire(closure)).build();
    };
  }

  private static Wire.JavaMethod toWire(TaskBody.JavaMethod body) {
    return Wire.JavaMethod.newBuilder()
        .addAllClasses(CodeMapping.classes(body.code()))
        .addAllJars(CodeMapping.jars(body.code()))
        .setType(body.type())
        .setMethod(body.method())
        .setSeed(body.seed())
        .build();
  }

  private static TaskBody.JavaMethod fromWire(Wire.JavaMethod wire) {
    return new TaskBody.JavaMethod(
        CodeMapping.bundle(wire.getClassesList(), wire.getJarsList()),
        Check.given(wire.getType(), "JavaMethod.type"),
        Check.given(wire.getMethod(), "JavaMethod.method"),
        wire.getSeed());
  }

  private static TaskBody fromWire(Wire.TaskBody wire) {
    return switch (wire.getBodyCase()) {
      case BUILTIN ->
          new TaskBody.Builtin(
              Check.given(wire.getBuiltin().getKind(), "Builtin.kind"),
              wire.getBuiltin().getVersion());
      case COMMAND -> new TaskBody.Command(CommandMapping.fromWire(wire.getCommand()));
      case JAVA -> fromWire(wire.getJava());
      case PYTHON -> fromWire(wire.getPython());
      case CLOSURE -> CodeMapping.fromWire(wire.getClosure());
      case BODY_NOT_SET -> throw new MalformedFrameException("TaskBody.body is missing");
    };
  }

  private static Wire.PythonFunction toWire(TaskBody.PythonFunction body) {
    var wire =
        Wire.PythonFunction.newBuilder()
            .setDirectory(body.directory())
            .setModule(body.module())
            .setFunction(body.function())
            .setSha256(ByteString.copyFrom(body.sha256().asReadOnlyBuffer()));
    body.parameters()
        .forEach(parameter ->
            wire.addParameters(
                Wire.PythonParameter.newBuilder()
                    .setName(parameter.name())
                    .setOptional(parameter.isOptional())));
    return wire.build();
  }

  private static TaskBody.PythonFunction fromWire(Wire.PythonFunction wire) {
    var parameters =
        wire.getParametersList().stream()
            .map(parameter ->
                new TaskBody.PythonParameter(
                    Check.given(parameter.getName(), "PythonParameter.name"),
                    parameter.getOptional()))
            .toList();
    return new TaskBody.PythonFunction(
        Check.given(wire.getDirectory(), "PythonFunction.directory"),
        Check.given(wire.getModule(), "PythonFunction.module"),
        Check.given(wire.getFunction(), "PythonFunction.function"),
        parameters,
        Bytes.adopt(wire.getSha256().toByteArray()));
  }

  private static Wire.Semantics toWire(Semantics semantics) {
    return switch (semantics) {
      case AT_LEAST_ONCE -> Wire.Semantics.SEMANTICS_AT_LEAST_ONCE;
      case AT_MOST_ONCE -> Wire.Semantics.SEMANTICS_AT_MOST_ONCE;
    };
  }

  private static Semantics fromWire(Wire.Semantics wire) {
    return switch (wire) {
      case SEMANTICS_AT_LEAST_ONCE -> Semantics.AT_LEAST_ONCE;
      case SEMANTICS_AT_MOST_ONCE -> Semantics.AT_MOST_ONCE;
      case SEMANTICS_UNSPECIFIED, UNRECOGNIZED ->
          throw new MalformedFrameException("StageSpec.semantics is missing or unknown");
    };
  }

  static Wire.Inputs toWire(Inputs inputs) {
    var wire = Wire.Inputs.newBuilder();
    switch (inputs) {
      case Inputs.Single() -> wire.setSingle(Wire.Single.getDefaultInstance());
      case Inputs.Divided() -> wire.setDivided(Wire.Divided.getDefaultInstance());
      case Inputs.Spooled(String path, List<String> columns) ->
          wire.setSpooled(Wire.Spooled.newBuilder().setPath(path).addAllColumns(columns));
      case Inputs.Given() -> wire.setGiven(Wire.Given.getDefaultInstance());
      case Inputs.Product(List<Dimension> dimensions, Selection selection) -> {
        var product = Wire.Product.newBuilder();
        dimensions.forEach(dimension -> product.addDimensions(toWire(dimension)));
        wire.setProduct(SelectionMapping.toWire(selection, product));
      }
    }
    return wire.build();
  }

  private static Inputs fromWire(Wire.Inputs wire) {
    return switch (wire.getInputsCase()) {
      case SINGLE -> new Inputs.Single();
      case DIVIDED -> new Inputs.Divided();
      case GIVEN -> new Inputs.Given();
      case SPOOLED ->
          new Inputs.Spooled(
              Check.given(wire.getSpooled().getPath(), "Spooled.path"),
              wire.getSpooled().getColumnsList());
      case PRODUCT -> {
        var product = wire.getProduct();
        var dimensions = product.getDimensionsList().stream().map(StageMapping::fromWire).toList();
        yield new Inputs.Product(dimensions, SelectionMapping.fromWire(product, dimensions));
      }
      case INPUTS_NOT_SET -> throw new MalformedFrameException("Inputs.inputs is missing");
    };
  }

  private static Wire.Dimension toWire(Dimension dimension) {
    var wire = Wire.Dimension.newBuilder();
    switch (dimension) {
      case Column column -> wire.setColumn(toWire(column));
      case FileRecords records -> wire.setRecords(RecordsMapping.toWire(records));
      case FileSeries series -> wire.setSeries(RecordsMapping.toWire(series));
    }
    return wire.build();
  }

  private static Dimension fromWire(Wire.Dimension wire) {
    return switch (wire.getDimensionCase()) {
      case COLUMN -> fromWire(wire.getColumn());
      case RECORDS -> RecordsMapping.fromWire(wire.getRecords());
      case SERIES -> RecordsMapping.fromWire(wire.getSeries());
      case DIMENSION_NOT_SET -> throw new MalformedFrameException("Dimension.dimension is missing");
    };
  }

  private static Wire.Column toWire(Column column) {
    var wire = Wire.Column.newBuilder().setName(column.name());
    switch (column) {
      case Column.WholeRange(_, long from, long step, long size) ->
          wire.setWholeRange(
              Wire.WholeRange.newBuilder().setFrom(from).setStep(step).setSize(size));
      case Column.DecimalRange(_, BigDecimal from, BigDecimal step, long size) ->
          wire.setDecimalRange(
              Wire.DecimalRange.newBuilder()
                  .setFrom(toWire(from))
                  .setStep(toWire(step))
                  .setSize(size));
      case Column.Listed(_, List<Value> values) -> {
        var listed = Wire.Listed.newBuilder();
        values.forEach(value -> listed.addValues(ValueMapping.toWire(value)));
        wire.setListed(listed);
      }
    }
    return wire.build();
  }

  private static Column fromWire(Wire.Column wire) {
    var name = Check.given(wire.getName(), "Column.name");
    return switch (wire.getValuesCase()) {
      case WHOLE_RANGE -> {
        var range = wire.getWholeRange();
        long size = Check.atLeast(1L, range.getSize(), "WholeRange.size");
        yield new Column.WholeRange(name, range.getFrom(), range.getStep(), size);
      }
      case DECIMAL_RANGE -> {
        var range = wire.getDecimalRange();
        long size = Check.atLeast(1L, range.getSize(), "DecimalRange.size");
        yield new Column.DecimalRange(
            name, decimal(range.getFrom()), decimal(range.getStep()), size);
      }
      case LISTED -> {
        Check.given(wire.getListed().getValuesCount() > 0, "Listed.values");
        yield new Column.Listed(name, ValueMapping.values(wire.getListed().getValuesList()));
      }
      case VALUES_NOT_SET -> throw new MalformedFrameException("Column.values is missing");
    };
  }

  private static String toWire(BigDecimal number) {
    var text = number.toString();
    if (text.length() > DECIMAL_CHARS || Math.abs(number.scale()) > DECIMAL_SCALE) {
      throw new UnencodableException("the decimal number " + text + " is too long");
    }
    return text;
  }

  // 1e999999999 is short, but adding 1 to it would fill the memory.
  private static BigDecimal decimal(String text) {
    Check.that(text.length() <= DECIMAL_CHARS, "DecimalRange holds a number that is too long");
    try {
      var number = new BigDecimal(text);
      Check.that(
          Math.abs((long) number.scale()) <= DECIMAL_SCALE,
          "DecimalRange holds a number that is too large or too small");
      return number;
    } catch (NumberFormatException noNumber) {
      throw new MalformedFrameException("DecimalRange holds no decimal number", noNumber);
    }
  }
}
