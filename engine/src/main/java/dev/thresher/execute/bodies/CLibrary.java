package dev.thresher.execute.bodies;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * Functions of glibc 2.34 or later on Linux, on processors whose constants and ways to call are
 * known here.
 *
 * <p>All are called in one shape, with six numbers: on these processors whole numbers and addresses
 * travel in registers of their own, and a function does not look at those that it has no use for.
 * Linking each shape costs as much time as some commands, and one way to call is compiled sooner
 * than many.
 */
final class CLibrary {
  private static final List<String> PROCESSORS = List.of("amd64", "aarch64");
  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(
          JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle CALL = LINKER.downcallHandle(SHAPE);

  /** Each answers 0 or an error number, as {@link #SPAWN} does. */
  static final MemorySegment ATTRIBUTES_INIT = function("posix_spawnattr_init");

  static final MemorySegment SET_FLAGS = function("posix_spawnattr_setflags");
  static final MemorySegment SET_MASK = function("posix_spawnattr_setsigmask");
  static final MemorySegment ACTIONS_INIT = function("posix_spawn_file_actions_init");
  static final MemorySegment ACTIONS_DESTROY = function("posix_spawn_file_actions_destroy");
  static final MemorySegment ADD_OPEN = function("posix_spawn_file_actions_addopen");
  static final MemorySegment ADD_DUPLICATE = function("posix_spawn_file_actions_adddup2");
  static final MemorySegment ADD_DIRECTORY = function("posix_spawn_file_actions_addchdir_np");
  static final MemorySegment ADD_CLOSE_FROM = function("posix_spawn_file_actions_addclosefrom_np");
  static final MemorySegment SPAWN = function("posix_spawn");

  /** Answer -1 if they fail. */
  static final MemorySegment WAIT_ID = function("waitid");

  static final MemorySegment WAIT_PID = function("waitpid");
  static final MemorySegment KILL = function("kill");
  static final MemorySegment POLL = function("poll");
  static final MemorySegment CLOSE = function("close");
  static final MemorySegment SYSTEM_CALL = function("syscall");
  static final MemorySegment EMPTY_MASK = function("sigemptyset");

  private CLibrary() {}

  /** Whether this class can be used at all; where it cannot, touching it may throw. */
  static boolean isKnown() {
    return System.getProperty("os.name").equals("Linux")
        && PROCESSORS.contains(System.getProperty("os.arch"))
        && CLibrary.class.getModule().isNativeAccessEnabled();
  }

  private static MemorySegment function(String name) {
    return LINKER.defaultLookup().findOrThrow(name);
  }

  static int call(MemorySegment function, long a) {
    return call(function, a, 0, 0, 0, 0, 0);
  }

  static int call(MemorySegment function, long a, long b) {
    return call(function, a, b, 0, 0, 0, 0);
  }

  static int call(MemorySegment function, long a, long b, long c) {
    return call(function, a, b, c, 0, 0, 0);
  }

  /** Addresses are told as numbers; what they point to must live until the call returns. */
  static int call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
    try {
      return (int) CALL.invokeExact(function, a, b, c, d, e, f);
    } catch (Throwable impossible) {
      throw new IllegalStateException("a function of the C library was called wrongly", impossible);
    }
  }

  /** What an error number means, for the user. Rare, and so linked when it is needed. */
  static String errorText(int error) {
    try {
      var text =
          (MemorySegment)
              LINKER
                  .downcallHandle(function("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT))
                  .invokeExact(error);
      return "error=" + error + ", " + text.reinterpret(Integer.MAX_VALUE).getString(0);
    } catch (Throwable impossible) {
      return "error=" + error;
    }
  }

  /** The address of a copy that lives as long as the arena. */
  static long text(String text, Arena arena) {
    return arena.allocateFrom(text).address();
  }

  /** The address of an array of such copies that ends with nothing, as programs take them. */
  static long texts(List<String> texts, Arena arena) {
    var array = arena.allocate(ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      array.setAtIndex(ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    array.setAtIndex(ADDRESS, texts.size(), MemorySegment.NULL);
    return array.address();
  }
}
