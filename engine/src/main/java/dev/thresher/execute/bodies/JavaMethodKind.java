package dev.thresher.execute.bodies;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Division;
import dev.thresher.task.Parameter;
import dev.thresher.task.Reducer;
import dev.thresher.task.TaskBody;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A static method of the user's as a kind. Its class is loaded when somebody asks for its
 * parameters or runs it, not before; a coordinator whose workers are other processes never does.
 */
final class JavaMethodKind implements TaskKind {
  private final TaskBody.JavaMethod body;
  private final BundleCode code;
  private volatile @Nullable JavaMethod method;

  JavaMethodKind(TaskBody.JavaMethod body, BundleCode code) {
    this.body = body;
    this.code = code;
  }

  // Several threads may find it at once; they find the same.
  private JavaMethod method() {
    var found = method;
    if (found == null) {
      found = JavaMethod.of(MethodSearch.named(code.loader(), body.type(), body.method()));
      method = found;
    }
    return found;
  }

  @Override
  public String name() {
    return body.method();
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "the method " + body.method() + " of " + body.type();
  }

  @Override
  public String source() {
    return "the workload's own";
  }

  @Override
  public List<Parameter> parameters() {
    return method().parameters();
  }

  @Override
  public List<String> resultFields() {
    return method().columns();
  }

  @Override
  public Division divide(Fields constants) {
    throw new IllegalArgumentException(body.method() + " cannot divide its own work");
  }

  @Override
  public Value run(Fields arguments, TaskContext context) throws Exception {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(code.loader());
    try {
      return method().call(arguments, () -> RandomStreams.of(body.seed(), context.task()));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public Reducer reducer() {
    return AsItIs.REDUCER;
  }
}
