package dev.thresher.cli;

import dev.thresher.model.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whether an answer is for people or programs. */
final class FormatOption {
  enum Format {
    TABLE,
    JSON
  }

  @Option(
      names = "-o",
      paramLabel = "FORMAT",
      converter = Words.class,
      description = "How the answer is printed: table, json (one object on one line).")
  private Format format = Format.TABLE;

  @Option(names = "--json", description = "The same as -o json.")
  private boolean json;

  boolean json() {
    return json || format == Format.JSON;
  }

  /** An answer that needs no choice of words for its exit code. */
  int print(Surroundings surroundings, Fields answer, Supplier<List<String>> lines) {
    if (json()) {
      surroundings.json(answer);
    } else {
      surroundings.results(lines.get());
    }
    return ExitCodes.DONE;
  }

  /** Whether a command line, which need not be one, asks for JSON. */
  static boolean isJsonAskedFor(List<String> arguments) {
    var words = new ArrayList<>(arguments);
    return words.contains("--json")
        || words.contains("-ojson")
        || words.contains("-o=json")
        || String.join("\0", words).contains("-o\0json");
  }

  static final class Words implements ITypeConverter<Format> {
    @Override
    public Format convert(String word) {
      return switch (word) {
        case "table" -> Format.TABLE;
        case "json" -> Format.JSON;
        default -> throw new TypeConversionException("'" + word + "' is neither table nor json");
      };
    }
  }
}
