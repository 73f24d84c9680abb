package dev.thresher.kinds;

import dev.thresher.task.KindRegistry;
import dev.thresher.task.TaskKind;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The kinds of this package, and those that a jar on the class path adds as a service: a file
 * {@code META-INF/services/dev.thresher.task.TaskKind} that names their classes. Coordinator and
 * workers must see the same ones.
 */
public final class BuiltinKinds implements KindRegistry {
  private final SortedMap<String, TaskKind> byName = new TreeMap<>();

  private BuiltinKinds() {}

  /** With what the engine's own class path adds. */
  public static BuiltinKinds load() {
    return load(BuiltinKinds.class.getClassLoader());
  }

  /**
   * With what another class loader adds.
   *
   * @param services where to look for further kinds
   * @throws IllegalStateException if two kinds have the same name
   * @throws java.util.ServiceConfigurationError if a class that is named there is no kind
   */
  public static BuiltinKinds load(ClassLoader services) {
    var kinds = new BuiltinKinds();
    List.of(
            new MandelbrotKind(),
            new NpbEpKind(),
            new PrimesKind(),
            new Sha256Kind(),
            new SleepKind(),
            new UtsKind(),
            new WordCountKind())
        .forEach(kinds::add);
    ServiceLoader.load(TaskKind.class, services).forEach(kinds::add);
    return kinds;
  }

  private void add(TaskKind kind) {
    var earlier = byName.putIfAbsent(kind.name(), kind);
    if (earlier != null) {
      throw new IllegalStateException(
          "two task kinds are called "
              + kind.name()
              + ": "
              + earlier.getClass().getName()
              + " and "
              + kind.getClass().getName()
              + "; rename one or take its jar off the class path");
    }
  }

  @Override
  public Optional<TaskKind> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  @Override
  public List<TaskKind> all() {
    return List.copyOf(byName.values());
  }
}
