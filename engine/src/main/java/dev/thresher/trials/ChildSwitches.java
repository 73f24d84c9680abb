package dev.thresher.trials;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Context switches of children of this process that have ended, with all of theirs that they waited
 * for, the asked and the forced ones together. See getrusage(2) with {@code RUSAGE_CHILDREN}; no
 * file of /proc has them.
 */
final class ChildSwitches {
  private static final int RUSAGE_CHILDREN = -1;
  // Two times of two numbers, then fourteen numbers, on 64-bit Linux.
  private static final long NUMBERS = 18;
  private static final long GIVEN_UP = 16;
  private static final long TAKEN_AWAY = 17;
  private static final Optional<MethodHandle> GETRUSAGE = link();

  private ChildSwitches() {}

  private static Optional<MethodHandle> link() {
    if (!System.getProperty("os.name").equals("Linux") || ValueLayout.ADDRESS.byteSize() != 8) {
      return Optional.empty();
    }
    var linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("getrusage")
        .map(function ->
            linker.downcallHandle(
                function,
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS)));
  }

  /** Empty where the system does not tell. */
  static OptionalLong read() {
    return GETRUSAGE.map(ChildSwitches::read).orElse(OptionalLong.empty());
  }

  private static OptionalLong read(MethodHandle getrusage) {
    try (var arena = Arena.ofConfined()) {
      var usage = arena.allocate(ValueLayout.JAVA_LONG, NUMBERS);
      int failed = (int) getrusage.invokeExact(RUSAGE_CHILDREN, (MemorySegment) usage);
      return failed != 0
          ? OptionalLong.empty()
          : OptionalLong.of(
              usage.getAtIndex(ValueLayout.JAVA_LONG, GIVEN_UP)
                  + usage.getAtIndex(ValueLayout.JAVA_LONG, TAKEN_AWAY));
    } catch (Throwable refused) {
      return OptionalLong.empty();
    }
  }

  static OptionalLong since(OptionalLong before) {
    var now = read();
    return now.isEmpty() || before.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(now.getAsLong() - before.getAsLong());
  }
}
