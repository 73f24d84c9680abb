package dev.thresher.execute;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Division;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.Parameter;
import dev.thresher.task.Reducer;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Tasks that run until the test lets them go on, each for itself. */
final class Gates implements KindRegistry, TaskKind {
  private final ConcurrentHashMap<Long, CountDownLatch> gates = new ConcurrentHashMap<>();
  private final Set<Long> started = ConcurrentHashMap.newKeySet();
  private final Set<Long> stubborn = ConcurrentHashMap.newKeySet();

  /** These do not stop when they are interrupted. */
  void makeStubborn(long index) {
    stubborn.add(index);
  }

  void open(long... indices) {
    for (long index : indices) {
      gate(index).countDown();
    }
  }

  boolean hasStarted(long index) {
    return started.contains(index);
  }

  private CountDownLatch gate(long index) {
    return gates.computeIfAbsent(index, _ -> new CountDownLatch(1));
  }

  @Override
  public Value run(Fields arguments, TaskContext context) throws InterruptedException {
    long index = context.task().index();
    started.add(index);
    pass(index);
    return Value.of(index);
  }

  private void pass(long index) throws InterruptedException {
    while (true) {
      try {
        gate(index).await();
        return;
      } catch (InterruptedException asked) {
        if (!stubborn.contains(index)) {
          throw asked;
        }
      }
    }
  }

  @Override
  public Optional<TaskKind> find(String name) {
    return Optional.of(this);
  }

  @Override
  public List<TaskKind> all() {
    return List.of(this);
  }

  @Override
  public String name() {
    return "gate";
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
    return List.of();
  }

  @Override
  public List<String> resultFields() {
    return List.of();
  }

  @Override
  public Division divide(Fields constants) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Reducer reducer() {
    throw new UnsupportedOperationException();
  }
}
