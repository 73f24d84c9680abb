package dev.thresher.workload;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Division;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.Parameter;
import dev.thresher.task.Parameter.Type;
import dev.thresher.task.Reducer;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.util.List;
import java.util.Optional;

/** Three small kinds that have every type of parameter; none of them is ever run. */
public final class FakeKinds implements KindRegistry {
  private static final List<TaskKind> ALL =
      List.of(
          new Fake(
              "digest",
              List.of(Parameter.required("file", new Type.ReadableFile(), "", "what to digest")),
              List.of("file", "sha256")),
          new Fake(
              "total",
              List.of(
                  Parameter.required("limit", new Type.WholeBetween(1, 1_000_000), "", "the last"),
                  Parameter.optional("label", new Type.AnyText(), "", "a name", Value.of("none"))),
              List.of("total")),
          new Fake(
              "walk",
              List.of(
                  Parameter.required("p", new Type.RealBetween(0, 1), "", "chance of a step"),
                  Parameter.required("seed", new Type.WholeBetween(1, 1_000_000), "", "of random"),
                  Parameter.optional(
                      "walks", new Type.WholeBetween(1, 1_000_000), "", "how many", Value.of(100)),
                  Parameter.optional(
                      "mode", new Type.Choice(List.of("fast", "exact")), "", "", Value.of("fast"))),
              List.of("steps")));

  @Override
  public Optional<TaskKind> find(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  @Override
  public List<TaskKind> all() {
    return ALL;
  }

  private record Fake(String name, List<Parameter> parameters, List<String> resultFields)
      implements TaskKind {
    @Override
    public int version() {
      return 3;
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
    public Division divide(Fields constants) {
      long limit = constants.find("limit").map(Value::asWhole).orElse(1L);
      if (limit == 13) {
        throw new IllegalArgumentException("thirteen cannot be divided");
      }
      return new Pieces(limit);
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

  private record Pieces(long size) implements Division {
    @Override
    public Fields row(long index) {
      return Fields.of("index", Value.of(index));
    }
  }
}
