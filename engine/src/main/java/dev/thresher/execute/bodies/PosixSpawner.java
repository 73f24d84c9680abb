package dev.thresher.execute.bodies;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By {@code posix_spawn} of the C library, which puts the child in a session of its own and
 * executes nothing but what is wanted. Needs {@link CLibrary} and a JVM that permits native access.
 */
final class PosixSpawner implements Spawner {
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

  // The same for all children, and never changed.
  private final long attributes;
  private final InheritedEnvironment environment =
      new InheritedEnvironment(System.getenv(), Arena.global());

  private PosixSpawner() throws IOException {
    attributes = attributes(Arena.global());
  }

  /** Takes some hundredths of a second of one core; empty where it cannot be had. */
  static Optional<Spawner> link() {
    try {
      return CLibrary.isKnown() ? Optional.of(new PosixSpawner()) : Optional.empty();
    } catch (IOException | RuntimeException | LinkageError anotherLibrary) {
      return Optional.empty();
    }
  }

  // Threads of a JVM may block signals that a command must hear.
  private static long attributes(Arena arena) throws IOException {
    long attributes = arena.allocate(ATTRIBUTES_BYTES, ALIGNMENT).address();
    check(CLibrary.call(CLibrary.ATTRIBUTES_INIT, attributes));
    long mask = arena.allocate(ATTRIBUTES_BYTES, ALIGNMENT).address();
    check(CLibrary.call(CLibrary.EMPTY_MASK, mask));
    check(CLibrary.call(CLibrary.SET_MASK, attributes, mask));
    check(CLibrary.call(CLibrary.SET_FLAGS, attributes, SETSIGMASK | SETSID));
    return attributes;
  }

  @Override
  public CommandProcess start(Order order) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var pid = arena.allocate(JAVA_INT);
      int error = spawn(order.program().toString(), order.words(), order, pid.address(), arena);
      if (error == NOT_EXECUTABLE) {
        var asScript = new ArrayList<>(List.of("/bin/sh", order.program().toString()));
        asScript.addAll(order.words().subList(1, order.words().size()));
        error = spawn("/bin/sh", asScript, order, pid.address(), arena);
      }
      check(error);
      return new SpawnedCommand(pid.get(JAVA_INT, 0));
    }
  }

  private int spawn(String program, List<String> words, Order order, long pid, Arena arena)
      throws IOException {
    long actions = arena.allocate(ACTIONS_BYTES, ALIGNMENT).address();
    check(CLibrary.call(CLibrary.ACTIONS_INIT, actions));
    try {
      addStreams(order.streams(), actions, arena);
      if (order.directory().isPresent()) {
        long path = CLibrary.text(order.directory().get().toString(), arena);
        check(CLibrary.call(CLibrary.ADD_DIRECTORY, actions, path));
      }
      check(CLibrary.call(CLibrary.ADD_CLOSE_FROM, actions, FIRST_OTHER_DESCRIPTOR));
      return CLibrary.call(
          CLibrary.SPAWN,
          pid,
          CLibrary.text(program, arena),
          actions,
          attributes,
          CLibrary.texts(words, arena),
          environment.with(order.variables(), arena));
    } finally {
      CLibrary.call(CLibrary.ACTIONS_DESTROY, actions);
    }
  }

  private static void addStreams(Streams streams, long actions, Arena arena) throws IOException {
    addOpen(0, streams.input(), READ_ONLY, actions, arena);
    addOpen(1, streams.output().or(streams::log), APPEND, actions, arena);
    if (streams.output().isPresent()) {
      addOpen(2, streams.log(), APPEND, actions, arena);
    } else {
      check(CLibrary.call(CLibrary.ADD_DUPLICATE, actions, 1, 2));
    }
  }

  private static void addOpen(
      int descriptor, Optional<Path> path, int flags, long actions, Arena arena)
      throws IOException {
    long name = CLibrary.text(path.map(Path::toString).orElse(NOTHING), arena);
    check(CLibrary.call(CLibrary.ADD_OPEN, actions, descriptor, name, flags, MODE, 0));
  }

  private static void check(int error) throws IOException {
    if (error != 0) {
      throw new IOException(CLibrary.errorText(error));
    }
  }
}
