package dev.thresher.execute.bodies;

import dev.thresher.execute.Closures;
import dev.thresher.task.TaskBody;
import dev.thresher.task.UserObjects;
import java.util.function.Function;

/**
 * Calls objects of the caller's, with classes from where the caller says. Stages that name the same
 * classes share one loader, and so the static fields behind them, as long as any of them is in use.
 * Safe for several threads.
 */
public final class ObjectCalls implements Closures {
  private final SharedCode shared = new SharedCode();
  private final Initialization initialization = new Initialization();
  private final Function<ClassLoader, UserObjects> objects;

  /**
   * @param objects reads and writes the objects of one loader
   */
  public ObjectCalls(Function<ClassLoader, UserObjects> objects) {
    this.objects = objects;
  }

  @Override
  public Callee find(TaskBody.Closure body) {
    var code = shared.of(body.code());
    return new ObjectCall(code, () -> code.objects(objects), body.function(), initialization);
  }
}
