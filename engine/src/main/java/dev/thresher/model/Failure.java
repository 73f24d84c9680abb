package dev.thresher.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A failure as data: it reaches the caller even where the exception's class is missing or cannot be
 * serialised.
 *
 * @param type class name of the exception, or a word in capitals for failures that no exception
 *     caused, such as {@code EXIT_CODE}
 * @param message the exception's message; empty if it had none
 * @param frames the stack, innermost call first, one frame a line, at most 200
 * @param causes the chain of causes, outermost first, at most 16; each without causes of its own
 * @param suppressed at most 16
 * @param supertypes classes that the exception's class extends, nearest first, at most 16, the root
 *     of all objects left out; empty for causes, and where no exception was
 * @param thrown the exception itself, for a caller who has its class; the data says the same
 */
public record Failure(
    String type,
    String message,
    List<String> frames,
    List<Failure> causes,
    List<Failure> suppressed,
    List<String> supertypes,
    Optional<Payload> thrown) {
  /** A command ended with an exit code that is no success. */
  public static final String EXIT_CODE = "EXIT_CODE";

  /** The same, with a code of which the user said that another attempt would not help. */
  public static final String FINAL_EXIT_CODE = "FINAL_EXIT_CODE";

  public static final String NO_PROGRAM = "NO_PROGRAM";

  /** An argument that this system cannot hand to a program. */
  public static final String IMPOSSIBLE_WORD = "IMPOSSIBLE_WORD";

  /** {@link #type} where a command uses a value that its row does not have. */
  public static final String NO_VALUE = "NO_VALUE";

  private static final List<String> FINAL =
      List.of(FINAL_EXIT_CODE, NO_PROGRAM, IMPOSSIBLE_WORD, NO_VALUE);

  private static final int MAX_FRAMES = 200;
  private static final int MAX_CHAIN = 16;

  public Failure {
    frames = List.copyOf(frames);
    causes = List.copyOf(causes);
    suppressed = List.copyOf(suppressed);
    supertypes = List.copyOf(supertypes);
  }

  /** Without supertypes and without the exception itself. */
  public Failure(
      String type,
      String message,
      List<String> frames,
      List<Failure> causes,
      List<Failure> suppressed) {
    this(type, message, frames, causes, suppressed, List.of(), Optional.empty());
  }

  public static Failure of(String type, String message) {
    return new Failure(type, message, List.of(), List.of(), List.of());
  }

  /**
   * Takes a throwable apart. Ends well whatever its methods do, as long as they end: a chain of
   * causes that runs in a circle is followed once around.
   */
  public static Failure of(Throwable thrown) {
    var seen = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
    seen.add(thrown);
    var causes = new ArrayList<Failure>();
    for (var cause = causeOf(thrown, seen);
        cause != null && causes.size() < MAX_CHAIN;
        cause = causeOf(cause, seen)) {
      causes.add(shallow(cause));
    }
    var suppressed =
        Arrays.stream(thrown.getSuppressed()).limit(MAX_CHAIN).map(Failure::shallow).toList();
    var top = shallow(thrown);
    return new Failure(
        top.type,
        top.message,
        top.frames,
        causes,
        suppressed,
        supertypes(thrown.getClass()),
        Optional.empty());
  }

  /** Of a class of exceptions and of those that it extends, nearest first. */
  public static List<String> classNames(Class<?> type) {
    var names = new ArrayList<String>();
    names.add(type.getName());
    names.addAll(supertypes(type));
    return names;
  }

  private static List<String> supertypes(Class<?> type) {
    var names = new ArrayList<String>();
    for (var above = type.getSuperclass();
        above != null && above != Object.class && names.size() < MAX_CHAIN;
        above = above.getSuperclass()) {
      names.add(above.getName());
    }
    return names;
  }

  private static Failure shallow(Throwable thrown) {
    return new Failure(
        thrown.getClass().getName(), messageOf(thrown), framesOf(thrown), List.of(), List.of());
  }

  // Methods of a user's exception may themselves throw; the failure must be told all the same.
  private static @Nullable Throwable causeOf(Throwable thrown, Set<Throwable> seen) {
    try {
      var cause = thrown.getCause();
      return cause != null && seen.add(cause) ? cause : null;
    } catch (Throwable broken) {
      return null;
    }
  }

  private static List<String> framesOf(Throwable thrown) {
    try {
      return Arrays.stream(thrown.getStackTrace()).limit(MAX_FRAMES).map(String::valueOf).toList();
    } catch (Throwable broken) {
      return List.of();
    }
  }

  private static String messageOf(Throwable thrown) {
    try {
      var message = thrown.getMessage();
      return message == null ? "" : message;
    } catch (Throwable broken) {
      return "(getMessage threw " + broken.getClass().getName() + ")";
    }
  }

  public Failure withThrown(Optional<Payload> exception) {
    return new Failure(type, message, frames, causes, suppressed, supertypes, exception);
  }

  /** This failure and its causes, each alone. */
  public List<Failure> chain() {
    var top = new Failure(type, message, frames, List.of(), suppressed);
    return Stream.concat(Stream.of(top), causes.stream()).limit(MAX_CHAIN).toList();
  }

  /** Whether another attempt would end the same way, whatever the retry policy says. */
  public boolean isFinal() {
    return FINAL.contains(type);
  }

  /**
   * Whether {@code catch (name …)} would have caught it.
   *
   * @param name of a class; without its package it stands for the classes of that name in any
   */
  public boolean isA(String name) {
    return isNamed(type, name) || supertypes.stream().anyMatch(above -> isNamed(above, name));
  }

  /**
   * @param type name of a class, with its package
   * @param name of a class; without its package it stands for the classes of that name in any
   */
  public static boolean isNamed(String type, String name) {
    boolean isSimple = name.indexOf('.') < 0 && name.indexOf('$') < 0;
    int simple = Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1;
    return type.equals(name) || (isSimple && type.substring(simple).equals(name));
  }

  /** {@code type: message}, or the type alone. */
  public String headline() {
    return message.isEmpty() ? type : type + ": " + message;
  }
}
