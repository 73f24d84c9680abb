package dev.thresher.workload;

import dev.thresher.model.Value;
import dev.thresher.task.Column;
import dev.thresher.task.Parameter;
import dev.thresher.task.Parameter.Type;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Broken;
import dev.thresher.workload.hocon.Node.Items;
import dev.thresher.workload.hocon.Node.Nothing;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Numbers;
import dev.thresher.workload.hocon.Origin;
import dev.thresher.workload.hocon.Shown;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Takes written values for what a parameter wants: {@code 1e6} for a whole number, {@code 5} for a
 * text, a relative path for an absolute one. Empty means that a complaint has been made.
 */
final class TypedValues {
  private final Complaints complaints;
  private final FileLookup files;

  TypedValues(Complaints complaints, FileLookup files) {
    this.complaints = complaints;
    this.files = files;
  }

  Optional<Value> value(Node node, Parameter parameter) {
    if (node instanceof Items items && parameter.type() instanceof Type.ListOf(Type type)) {
      return list(
          items,
          new Parameter(
              parameter.name(), type, parameter.unit(), parameter.meaning(), Optional.empty()));
    }
    if (parameter.type() instanceof Type.Anything && !(node instanceof Scalar)) {
      return anything(node, parameter);
    }
    if (!(node instanceof Scalar scalar)) {
      complain(node, parameter, expected(parameter));
      return Optional.empty();
    }
    var value = converted(scalar, parameter.type());
    var wrong = parameter.complaintAbout(value);
    if (wrong.isPresent()) {
      complain(node, parameter, wrong.get());
      return Optional.empty();
    }
    return switch (parameter.type()) {
      case Type.ReadableFile _ -> file(scalar, parameter, true);
      case Type.AnyPath _ -> file(scalar, parameter, false);
      case Type.WholeBetween _,
          Type.RealBetween _,
          Type.Choice _,
          Type.AnyText _,
          Type.AsWritten _,
          Type.Anything _,
          Type.Truth _,
          Type.Decimal _,
          Type.ListOf _ ->
          Optional.of(value);
    };
  }

  private Optional<Value> list(Items items, Parameter item) {
    var values = new ArrayList<Value>();
    for (var node : items.items()) {
      var value = value(node, item);
      if (value.isEmpty()) {
        return Optional.empty(); // one complaint about a list is enough
      }
      values.add(value.get());
    }
    return Optional.of(new Value.Sequence(values));
  }

  private Optional<Value> anything(Node node, Parameter parameter) {
    return switch (node) {
      case Scalar scalar -> Optional.of(scalar.value());
      case Items items -> list(items, parameter);
      case Branch(Origin _, var children) -> {
        var fields = new LinkedHashMap<String, Value>();
        children.forEach((name, child) ->
            anything(child, parameter).ifPresent(value -> fields.put(name, value)));
        yield fields.size() == children.size()
            ? Optional.of(new Value.Fields(fields))
            : Optional.empty();
      }
      case Nothing _ -> Optional.of(Value.Absent.ABSENT);
      case Broken _ -> Optional.empty();
    };
  }

  private static Value converted(Scalar scalar, Type type) {
    return switch (type) {
      case Type.WholeBetween _ -> {
        var whole = Numbers.whole(scalar.written());
        yield whole.isPresent() ? Value.of(whole.getAsLong()) : scalar.value();
      }
      case Type.RealBetween _ -> Numbers.value(scalar.written());
      case Type.Anything _ -> scalar.value();
      case Type.Truth _ -> scalar.value();
      case Type.Decimal _,
          Type.Choice _,
          Type.AnyText _,
          Type.AsWritten _,
          Type.ReadableFile _,
          Type.AnyPath _ ->
          Value.of(scalar.written());
      case Type.ListOf _ -> scalar.value(); // a single value is no list
    };
  }

  private Optional<Value> file(Scalar scalar, Parameter parameter, boolean mustBeReadable) {
    try {
      var path = files.resolve(scalar.written(), scalar.origin());
      if (!mustBeReadable || files.isReadableFile(path)) {
        return Optional.of(Value.of(path.toString()));
      }
      complaints.add(
          scalar.origin(),
          "%s: there is no readable file %s"
              .formatted(parameter.name(), Shown.quoted(path.toString())));
    } catch (InvalidPathException invalid) {
      complaints.add(
          scalar.origin(),
          "%s: this system cannot have a file called %s"
              .formatted(parameter.name(), Shown.quoted(scalar.written())));
    }
    return Optional.empty();
  }

  /** Checks the ends of a range; what lies between them fits if they do. */
  void check(Column column, Parameter parameter, Origin at) {
    for (long index : new long[] {0, column.size() - 1}) {
      var value = column.at(index);
      var wrong = parameter.complaintAbout(value);
      if (wrong.isPresent()) {
        complaints.add(
            at,
            "%s %s, but the range has %s".formatted(parameter.name(), wrong.get(), shown(value)));
        return;
      }
    }
  }

  private static String shown(Value value) {
    return value instanceof Value.Whole(long whole)
        ? Long.toString(whole)
        : Double.toString(value.asReal());
  }

  private static String expected(Parameter parameter) {
    return parameter.complaintAbout(Value.Absent.ABSENT).orElse("must be a value");
  }

  private void complain(Node node, Parameter parameter, String wrong) {
    if (!(node instanceof Broken)) {
      complaints.add(
          node.origin(), "%s %s, but is %s".formatted(parameter.name(), wrong, node.described()));
    }
  }
}
