package dev.thresher.task;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a file's path a template may ask for. */
public enum PathPiece {
  STEM,
  NAME,
  DIR,
  EXT;

  public static Optional<PathPiece> of(String word) {
    return Stream.of(values()).filter(piece -> piece.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Stream.of(values()).map(PathPiece::word).toList();
  }

  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Empty where the path has no such piece; {@code .} for the directory of a bare name. */
  public String in(String path) {
    int slash = path.lastIndexOf('/');
    var name = path.substring(slash + 1);
    int dot = name.lastIndexOf('.');
    // A leading dot hides a file and begins no ending.
    boolean hasEnding = dot > 0;
    return switch (this) {
      case NAME -> name;
      case STEM -> hasEnding ? name.substring(0, dot) : name;
      case EXT -> hasEnding ? name.substring(dot + 1) : "";
      case DIR -> slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
    };
  }
}
