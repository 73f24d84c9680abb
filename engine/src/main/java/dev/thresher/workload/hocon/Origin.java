package dev.thresher.workload.hocon;

import dev.thresher.model.PrintableText;
import java.util.Comparator;

/** Where a value was written; {@code toString} is how messages begin. */
public sealed interface Origin {

  /**
   * A line of a file.
   *
   * @param file as the user wrote it on the command line, or its directory with the included name
   * @param line from 1; 0 for the file as a whole
   */
  record InFile(String file, int line) implements Origin {
    @Override
    public String toString() {
      return line == 0 ? PrintableText.escape(file) : PrintableText.escape(file) + ":" + line;
    }
  }

  /** An argument of the command line, such as {@code --set walks=100}. */
  record Argument(String text) implements Origin {
    @Override
    public String toString() {
      return PrintableText.escape(text);
    }
  }

  /** The engine's own default. */
  record Default() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }

  /** By file and line; arguments come after files. */
  Comparator<Origin> READING_ORDER =
      Comparator.<Origin>comparingInt(origin ->
              switch (origin) {
                case InFile _ -> 0;
                case Argument _ -> 1;
                case Default _ -> 2;
              })
          .thenComparing(origin -> origin instanceof InFile place ? place.file() : "")
          .thenComparingInt(origin -> origin instanceof InFile place ? place.line() : 0);
}
