package dev.thresher.compare;

import dev.thresher.model.BackendKind;
import java.util.Comparator;

/** What runs the tasks of an arm. */
public sealed interface ArmPlace permits ArmPlace.OnBackend, PythonPool {
  /** Backends first, the simplest one before the others; then the pools of Python. */
  Comparator<ArmPlace> SIMPLER_FIRST = Comparator.comparingInt(ArmPlace::rank);

  /** A backend of the engine: what a comparison may choose. */
  record OnBackend(BackendKind kind) implements ArmPlace {
    @Override
    public String keyword() {
      return kind.keyword();
    }
  }

  /** As the command line has it, without a number of workers. */
  String keyword();

  private static int rank(ArmPlace place) {
    return switch (place) {
      case OnBackend(BackendKind kind) -> kind.ordinal();
      case PythonPool pool -> BackendKind.values().length + pool.ordinal();
    };
  }
}
