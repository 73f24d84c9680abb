package dev.thresher.codec.objects;

import dev.thresher.task.SerializationException;
import dev.thresher.task.SerializationException.Phase;
import dev.thresher.task.UserObjects.Part;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why something cannot travel, told to the user. */
final class Refusals {
  private static final String JOINT = " → ";

  private Refusals() {}

  static SerializationException ofWriting(
      Part part, @Nullable Object object, Throwable refused, Travelling travelling) {
    var phase = part == Part.RESULT ? Phase.ENCODE_RESULT : Phase.ENCODE_ARGUMENT;
    var obstacle =
        object != null && isAboutClasses(refused)
            ? Obstacle.of(object, travelling)
            : Optional.<Obstacle>empty();
    var path = obstacle.map(Obstacle::path).orElse(List.of());
    var why = obstacle.map(Refusals::why).orElseGet(() -> why(refused));
    return new SerializationException(
        phase, named(part) + " cannot travel between processes: " + why, path, refused);
  }

  private static boolean isAboutClasses(Throwable refused) {
    return refused instanceof NotSerializableException || refused instanceof InvalidClassException;
  }

  private static String why(Obstacle obstacle) {
    return "%s is %s. %s"
        .formatted(
            String.join(JOINT, obstacle.path()),
            obstacle.isForeign() ? "of a class that does not travel" : "not Serializable",
            obstacle.hint());
  }

  private static String why(Throwable refused) {
    return switch (refused) {
      case ByteSink.Full _ ->
          "it takes more than 1 GiB. Write it to a file and hand over its path.";
      case StackOverflowError _ ->
          "its objects are linked too deep, one behind the other. Put them into a list or an array.";
      case NotSerializableException of -> of.getMessage() + " is not Serializable.";
      case InvalidClassException of -> of.getMessage() + ".";
      default -> "writing it threw " + told(refused);
    };
  }

  static SerializationException ofReading(Part part, Throwable refused) {
    var phase = part == Part.RESULT ? Phase.DECODE_RESULT : Phase.DECODE_ARGUMENT;
    return new SerializationException(
        phase, named(part) + " cannot be read: " + whyUnreadable(refused), List.of(), refused);
  }

  private static String whyUnreadable(Throwable refused) {
    return switch (refused) {
      case ClassNotFoundException missing ->
          "there is no class %s here. Is it on the class path that was handed over?"
              .formatted(missing.getMessage());
      case InvalidClassException of -> of.getMessage() + ".";
      case StackOverflowError _ -> "its objects are linked too deep, one behind the other.";
      default -> "reading it threw " + told(refused);
    };
  }

  private static String told(Throwable thrown) {
    return dev.thresher.model.Failure.of(thrown).headline();
  }

  private static String named(Part part) {
    return switch (part) {
      case TASK -> "the task";
      case ARGUMENT -> "the argument";
      case RESULT -> "the result";
    };
  }
}
