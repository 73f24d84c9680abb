package dev.thresher.codec;

import dev.thresher.wire.Wire;
import java.security.CodeSource;
import java.util.Optional;

/**
 * The Protobuf that this JVM has found. A program that has the engine on its own class path may
 * have brought an older one, which comes before the engine's and which the generated classes
 * refuse.
 */
public final class ProtobufOnClassPath {
  private ProtobufOnClassPath() {}

  /**
   * To be called before a process is started.
   *
   * @throws IllegalArgumentException if the engine cannot use it; the message says why, in
   *     sentences for the user
   */
  public static void require() {
    try {
      Wire.Bootstrap.getDefaultInstance();
    } catch (LinkageError | RuntimeException unfit) {
      throw new IllegalArgumentException(
          "worker processes need another Protobuf than the one that is first on the class path%s: %s."
                  .formatted(where(), reason(unfit))
              + " Take one that is not older than the engine's, or load yours by a class loader of"
              + " its own",
          unfit);
    }
  }

  private static String where() {
    try {
      var source = com.google.protobuf.MessageLite.class.getProtectionDomain().getCodeSource();
      return Optional.ofNullable(source)
          .map(CodeSource::getLocation)
          .map(location -> " (" + location.getPath() + ")")
          .orElse("");
    } catch (LinkageError missing) {
      return "";
    }
  }

  private static String reason(Throwable unfit) {
    var cause = unfit;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    var message = String.valueOf(cause.getMessage()).strip().replaceFirst("\\.$", "");
    return cause instanceof LinkageError ? "it has no " + message : message;
  }
}
