package dev.thresher.workload.hocon;

import dev.thresher.workload.hocon.Origin.InFile;
import dev.thresher.workload.hocon.SourceReader.Source;
import dev.thresher.workload.hocon.Written.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Parses a file and those that it includes. Only relative names below the directory of the first
 * file are followed; anything else is complained of and never asked for.
 */
final class Sources {
  private final SourceReader reader;
  private final Complaints complaints;
  private final Effort effort;
  private final Deque<String> open = new ArrayDeque<>();
  private Origin first = new Origin.Default();

  Sources(SourceReader reader, Complaints complaints, Effort effort) {
    this.reader = reader;
    this.complaints = complaints;
    this.effort = effort;
  }

  /**
   * @throws Refusal if the file cannot be read, or at the first syntax error
   */
  Block main(String path) {
    return switch (reader.read(path)) {
      case Source.Text text -> {
        first = new InFile(text.shownAs(), 1);
        yield parse(path, text);
      }
      case Source.Unreadable(String shownAs, String reason) ->
          throw new Refusal(new InFile(shownAs, 0), reason);
    };
  }

  /** The first line of the main file. */
  Origin first() {
    return first;
  }

  private Block parse(String path, Source.Text source) {
    IntFunction<Origin> lines = line -> new InFile(source.shownAs(), line);
    if (source.content().length() > Limits.FILE_BYTES) {
      throw new Refusal(lines.apply(0), "is larger than 1 MiB");
    }
    open.push(path);
    var tokens = Lexer.tokensUpToError(source.content(), lines, complaints, effort);
    var block = new Parser(tokens, lines, complaints, effort, this::include).file();
    open.pop();
    DuplicateKeys.complain(block, complaints);
    return block;
  }

  private Block include(String form, String name, Origin at) {
    effort.include(at);
    var path = form.isEmpty() || form.equals("required(") ? below(name) : Optional.<String>empty();
    if (path.isEmpty()) {
      complaints.add(
          at,
          "cannot include %s: only files in the directory of the workload file or below it are included, as include \"name.conf\""
              .formatted(Shown.quoted(name)));
      return Block.EMPTY;
    }
    if (open.contains(path.get()) || open.size() >= Limits.INCLUDE_DEPTH) {
      complaints.add(
          at,
          "cannot include %s: it includes itself, or files include one another more than %d deep"
              .formatted(Shown.quoted(name), Limits.INCLUDE_DEPTH));
      return Block.EMPTY;
    }
    return read(path.get(), name, at);
  }

  private Block read(String path, String name, Origin at) {
    return switch (reader.read(path)) {
      case Source.Text text -> parse(path, text);
      case Source.Unreadable(String _, String reason) -> {
        complaints.add(at, "cannot include " + Shown.quoted(name) + ": it " + reason);
        yield Block.EMPTY;
      }
    };
  }

  /** Relative to the including file; empty if it leaves the workload's directory. */
  private Optional<String> below(String name) {
    if (name.isBlank() || name.startsWith("/") || name.matches("(?s).*[\\\\:\\x00-\\x1f\\x7f].*")) {
      return Optional.empty();
    }
    var including = open.getFirst();
    var names = new ArrayList<String>();
    int slash = including.lastIndexOf('/');
    if (slash >= 0) {
      names.addAll(Arrays.asList(including.substring(0, slash).split("/")));
    }
    for (var part : List.of(name.split("/"))) {
      if (part.equals("..")) {
        if (names.isEmpty()) {
          return Optional.empty();
        }
        names.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        names.add(part);
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join("/", names));
  }
}
