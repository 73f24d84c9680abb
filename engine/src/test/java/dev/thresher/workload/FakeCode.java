package dev.thresher.workload;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.CodeBundle;
import dev.thresher.task.Division;
import dev.thresher.task.Parameter;
import dev.thresher.task.Parameter.Type;
import dev.thresher.task.Reducer;
import dev.thresher.task.TaskBody;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds one method, {@code steps(double p, List<int> marks, BigDecimal price, boolean fast)}. */
final class FakeCode implements CodeLookup {
  @Override
  public Found java(JavaCode wanted) {
    if (wanted.method().equals(Optional.of("missing"))) {
      return Found.Refused.because(wanted.at(), "there is no method missing");
    }
    var bundle = new CodeBundle(new TreeMap<>(), List.of());
    var body =
        new TaskBody.JavaMethod(
            bundle, wanted.type().orElse("Walk"), wanted.method().orElse("steps"), wanted.seed());
    return new Found.Code(body, new Method(), "method steps");
  }

  @Override
  public FoundCombiner combiner(JavaCode wanted) {
    var body =
        new TaskBody.JavaMethod(
            new CodeBundle(new TreeMap<>(), List.of()),
            "Merge",
            wanted.method().orElse("merge"),
            0);
    return wanted.method().equals(Optional.of("best"))
        ? new FoundCombiner.Method(body, true, List.of("p", "steps"), Set.of())
        : new FoundCombiner.Method(body, false, List.of("merge"), Set.of());
  }

  @Override
  public Found python(PythonCode wanted) {
    return Found.Refused.because(wanted.at(), "there is no module " + wanted.module());
  }

  private record Method() implements TaskKind {
    @Override
    public String name() {
      return "steps";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String summary() {
      return "";
    }

    @Override
    public String source() {
      return "";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(
          Parameter.required("p", new Type.RealBetween(0, 1), "", "double"),
          Parameter.optional(
              "marks",
              new Type.ListOf(new Type.WholeBetween(Integer.MIN_VALUE, Integer.MAX_VALUE)),
              "",
              "List<Integer>",
              new Value.Sequence(List.of())),
          Parameter.optional("price", new Type.Decimal(), "", "BigDecimal", Value.of(1)),
          Parameter.optional("fast", new Type.Truth(), "", "boolean", Value.of(true)));
    }

    @Override
    public List<String> resultFields() {
      return List.of("steps");
    }

    @Override
    public Division divide(Fields constants) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Value run(Fields arguments, TaskContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Reducer reducer() {
      throw new UnsupportedOperationException();
    }
  }
}
