package dev.thresher.execute.bodies;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * By {@code posix_spawn} of the C library, which puts the child in a session of its own and
 * executes nothing but what is wanted. Needs Linux with glibc 2.34 on a processor whose constants
 * are known here, and a JVM that permits native access.
 */
final class PosixSpawner implements Spawner {
  private static final List<String> PROCESSORS = List.of("amd64", "aarch64");
  // Larger than glibc's own; what is inside is nobody's business.
  private static final long ATTRIBUTES_BYTES = 512;
  private static final long ACTIONS_BYTES = 256;
  private static final long ALIGNMENT = 16;
  private static final short SETSIGMASK = 0x08;
  private static final short SETSID = 0x80;
  private static final int READ_ONLY = 0;
  private static final int APPEND = 1 | 0100 | 02000; // O_WRONLY | O_CREAT | O_APPEND
  private static final int MODE = 0666;
  private static final int FIRST_OTHER_DESCRIPTOR = 3;
  private static final int NOT_EXECUTABLE = 8; // ENOEXEC: a script without a first line for it
  private static final String NOTHING = "/dev/null";
  private static final long WAITER_STACK_BYTES = 128 * 1024;

  private final Linker linker = Linker.nativeLinker();
  private final MethodHandle spawn =
      function("posix_spawn", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private final MethodHandle attributesInit = function("posix_spawnattr_init", ADDRESS);
  private final MethodHandle setFlags = function("posix_spawnattr_setflags", ADDRESS, JAVA_SHORT);
  private final MethodHandle setMask = function("posix_spawnattr_setsigmask", ADDRESS, ADDRESS);
  private final MethodHandle emptyMask = function("sigemptyset", ADDRESS);
  private final MethodHandle actionsInit = function("posix_spawn_file_actions_init", ADDRESS);
  private final MethodHandle actionsDestroy = function("posix_spawn_file_actions_destroy", ADDRESS);
  private final MethodHandle open =
      function("posix_spawn_file_actions_addopen", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private final MethodHandle duplicate =
      function("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);
  private final MethodHandle changeDirectory =
      function("posix_spawn_file_actions_addchdir_np", ADDRESS, ADDRESS);
  private final MethodHandle closeFrom =
      function("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);
  private final MethodHandle errorText =
      linker.downcallHandle(
          linker.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));
  private final MethodHandle wait = function("waitpid", JAVA_INT, ADDRESS, JAVA_INT);
  private final ExecutorService waiters =
      Executors.newCachedThreadPool(
          Thread.ofPlatform()
              .daemon()
              .stackSize(WAITER_STACK_BYTES)
              .name("command-waiter-", 0)
              .factory());

  private PosixSpawner() {}

  /** Takes some tenths of a second of one core; empty where it cannot be had. */
  static Optional<Spawner> link() {
    boolean isKnown =
        System.getProperty("os.name").equals("Linux")
            && PROCESSORS.contains(System.getProperty("os.arch"))
            && PosixSpawner.class.getModule().isNativeAccessEnabled();
    try {
      return isKnown ? Optional.of(new PosixSpawner()) : Optional.empty();
    } catch (RuntimeException | LinkageError anotherLibrary) {
      return Optional.empty();
    }
  }

  // Arguments come as an array; spread once here, as doing it anew for each call is slow.
  private MethodHandle function(String name, MemoryLayout... parameters) {
    return linker
        .downcallHandle(
            linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, parameters))
        .asSpreader(Object[].class, parameters.length);
  }

  @Override
  public CommandProcess start(Order order) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var pid = arena.allocate(JAVA_INT);
      int error = spawn(order.program().toString(), order.words(), order, pid, arena);
      if (error == NOT_EXECUTABLE) {
        var asScript = new ArrayList<>(List.of("/bin/sh", order.program().toString()));
        asScript.addAll(order.words().subList(1, order.words().size()));
        error = spawn("/bin/sh", asScript, order, pid, arena);
      }
      if (error != 0) {
        throw new IOException(text(error));
      }
      return new Spawned(pid.get(JAVA_INT, 0));
    }
  }

  private int spawn(String program, List<String> words, Order order, MemorySegment pid, Arena arena)
      throws IOException {
    var actions = arena.allocate(ACTIONS_BYTES, ALIGNMENT);
    check(call(actionsInit, actions));
    try {
      addStreams(order, actions, arena);
      if (order.directory().isPresent()) {
        var path = arena.allocateFrom(order.directory().get().toString());
        check(call(changeDirectory, actions, path));
      }
      check(call(closeFrom, actions, FIRST_OTHER_DESCRIPTOR));
      var environment =
          order.environment().entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .toList();
      return call(
          spawn,
          pid,
          arena.allocateFrom(program),
          actions,
          attributes(arena),
          texts(words, arena),
          texts(environment, arena));
    } finally {
      call(actionsDestroy, actions);
    }
  }

  // Threads of a JVM may block signals that a command must hear.
  private MemorySegment attributes(Arena arena) throws IOException {
    var attributes = arena.allocate(ATTRIBUTES_BYTES, ALIGNMENT);
    check(call(attributesInit, attributes));
    var mask = arena.allocate(ATTRIBUTES_BYTES, ALIGNMENT);
    check(call(emptyMask, mask));
    check(call(setMask, attributes, mask));
    check(call(setFlags, attributes, (short) (SETSIGMASK | SETSID)));
    return attributes;
  }

  private void addStreams(Order order, MemorySegment actions, Arena arena) throws IOException {
    var streams = order.streams();
    addOpen(0, streams.input(), READ_ONLY, actions, arena);
    addOpen(1, streams.output().or(streams::log), APPEND, actions, arena);
    if (streams.output().isPresent()) {
      addOpen(2, streams.log(), APPEND, actions, arena);
    } else {
      check(call(duplicate, actions, 1, 2));
    }
  }

  private void addOpen(
      int descriptor, Optional<Path> path, int flags, MemorySegment actions, Arena arena)
      throws IOException {
    var name = arena.allocateFrom(path.map(Path::toString).orElse(NOTHING));
    check(call(open, actions, descriptor, name, flags, MODE));
  }

  private static MemorySegment texts(List<String> texts, Arena arena) {
    var array = arena.allocate(ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      array.setAtIndex(ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    array.setAtIndex(ADDRESS, texts.size(), MemorySegment.NULL);
    return array;
  }

  private void check(int error) throws IOException {
    if (error != 0) {
      throw new IOException(text(error));
    }
  }

  private String text(int error) {
    try {
      var text = (MemorySegment) errorText.invoke(error);
      return "error=" + error + ", " + text.reinterpret(Integer.MAX_VALUE).getString(0);
    } catch (Throwable impossible) {
      return "error=" + error;
    }
  }

  private static int call(MethodHandle function, Object... arguments) {
    try {
      return (int) function.invokeExact(arguments);
    } catch (Throwable impossible) {
      throw new IllegalStateException("a function of the C library was called wrongly", impossible);
    }
  }

  private final class Spawned implements CommandProcess {
    private static final int ATTEMPTS = 100;
    private static final int SIGNALLED = 128;

    private final int pid;
    private final CompletableFuture<Integer> ended;

    Spawned(int pid) {
      this.pid = pid;
      this.ended = CompletableFuture.supplyAsync(this::reap, waiters);
    }

    // A signal to this process may cut the call short.
    private int reap() {
      try (var arena = Arena.ofConfined()) {
        var status = arena.allocate(JAVA_INT);
        for (int i = 0; i < ATTEMPTS; i++) {
          if (call(wait, pid, status, 0) == pid) {
            return exitCode(status.get(JAVA_INT, 0));
          }
        }
        throw new IllegalStateException("how process " + pid + " ended cannot be found out");
      }
    }

    private static int exitCode(int status) {
      int signal = status & 0x7f;
      return signal == 0 ? status >> 8 & 0xff : SIGNALLED + signal;
    }

    @Override
    public long pid() {
      return pid;
    }

    @Override
    public boolean waitFor(long millis) throws InterruptedException {
      try {
        ended.get(millis, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException stillRunning) {
        return false;
      } catch (ExecutionException unknown) {
        throw new IllegalStateException(unknown.getCause());
      }
    }

    @Override
    public int exitCode() {
      return ended.join();
    }

    @Override
    public void terminate() {
      if (!ended.isDone()) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
      }
    }

    @Override
    public void kill() {
      if (!ended.isDone()) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }
}
