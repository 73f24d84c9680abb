package dev.thresher.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletableFuture;

/**
 * Threads of this JVM that live in another network namespace: the sockets that they make belong to
 * it. See setns(2), which moves the calling thread alone.
 */
final class InNamespace {
  private static final int CLONE_NEWNET = 0x40000000;
  private static final MethodHandle OPEN =
      function(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  private static final MethodHandle SETNS =
      function(
          "setns",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private InNamespace() {}

  private static MethodHandle function(String name, FunctionDescriptor shape) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
  }

  /** Starts a thread in the namespace of that name, and waits until it is there. */
  static Thread start(String namespace, Runnable work) {
    var entered = new CompletableFuture<Void>();
    var thread =
        Thread.ofPlatform()
            .daemon()
            .name("in-" + namespace)
            .start(() -> {
              try {
                enter("/run/netns/" + namespace);
                entered.complete(null);
              } catch (Throwable failed) {
                entered.completeExceptionally(failed);
                return;
              }
              work.run();
            });
    entered.join();
    return thread;
  }

  private static void enter(String file) throws Throwable {
    try (var arena = Arena.ofConfined()) {
      int descriptor = (int) OPEN.invokeExact(arena.allocateFrom(file), 0);
      if (descriptor < 0) {
        throw new IllegalStateException("cannot open " + file);
      }
      int failed = (int) SETNS.invokeExact(descriptor, CLONE_NEWNET);
      int ignored = (int) CLOSE.invokeExact(descriptor);
      if (failed != 0 || ignored != 0) {
        throw new IllegalStateException("cannot enter " + file);
      }
    }
  }
}
