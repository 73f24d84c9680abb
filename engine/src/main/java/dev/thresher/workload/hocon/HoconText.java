package dev.thresher.workload.hocon;

import dev.thresher.model.Value;
import dev.thresher.workload.hocon.Mentions.Mention;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Written.Bare;
import dev.thresher.workload.hocon.Written.Block;
import dev.thresher.workload.hocon.Written.Braces;
import dev.thresher.workload.hocon.Written.Brackets;
import dev.thresher.workload.hocon.Written.Concatenation;
import dev.thresher.workload.hocon.Written.Gap;
import dev.thresher.workload.hocon.Written.Piece;
import dev.thresher.workload.hocon.Written.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * A parsed file with its includes. {@link #parse} finds the first syntax error; {@link #resolve}
 * then puts overlays and assignments over it, replaces references and merges, and finds everything
 * else that is wrong with the text as such.
 */
public final class HoconText {
  private final Origin file;
  private final Block block;
  private final Complaints complaints;
  private final Effort effort;

  private HoconText(Origin file, Block block, Complaints complaints, Effort effort) {
    this.file = file;
    this.block = block;
    this.complaints = complaints;
    this.effort = effort;
  }

  public sealed interface Parsed {}

  public record Understood(HoconText text) implements Parsed {}

  public sealed interface Resolved {}

  /**
   * @param referenced paths that some value of the document refers to
   * @param complaints of the text; what they concern is {@link Node.Broken} in the tree
   */
  public record Document(Branch root, Set<List<String>> referenced, List<Complaint> complaints)
      implements Resolved {}

  /** Nothing can be said but this. */
  public record Refused(List<Complaint> complaints) implements Parsed, Resolved {}

  /**
   * @param path of the main file, relative to the reader's directory
   */
  public static Parsed parse(SourceReader reader, String path) {
    var complaints = new Complaints();
    var effort = new Effort();
    try {
      var sources = new Sources(reader, complaints, effort);
      var block = sources.main(path);
      return new Understood(new HoconText(sources.first(), block, complaints, effort));
    } catch (Refusal refusal) {
      // A text cut by a comment may have caused it: whatever comes first in the text is said.
      complaints.add(refusal.complaint());
      return new Refused(complaints.first().stream().toList());
    }
  }

  /** The elements of a path such as {@code a.b."c.d"}; empty if it is none. */
  public static Optional<List<String>> elements(String path) {
    var nowhere = new Origin.Argument(path);
    try {
      var tokens = Lexer.tokens(path, _ -> nowhere, new Complaints(), new Effort());
      return Optional.of(Paths.of(tokens.subList(0, tokens.size() - 1), nowhere));
    } catch (Refusal malformed) {
      return Optional.empty();
    }
  }

  /** Keys within the blocks at a path of keys, in the order of the text. */
  public Set<String> keysOf(String... path) {
    return Mentions.keys(block, List.of(path));
  }

  /** Without overlays. */
  public Resolved resolve(List<Assignment> assignments) {
    return resolve(List.of(), assignments);
  }

  /**
   * Later overlays win over earlier ones, assignments over all of them. Call it once.
   *
   * @param overlays paths of blocks of this text that are laid over the text as a whole: what they
   *     hold counts as if it stood at the end of the file
   */
  public Resolved resolve(List<List<String>> overlays, List<Assignment> assignments) {
    try {
      var layers = new ArrayList<Mention>();
      layers.add(layer(block, file));
      overlays.forEach(path -> layers.addAll(Mentions.of(block, path)));
      for (var assignment : assignments) {
        var field = Parser.dotted(assignment.at(), assignment.path(), false, valueOf(assignment));
        layers.add(layer(new Block(List.of(field)), assignment.at()));
      }
      var resolver = new Resolver(layers, complaints, effort);
      var root = resolver.root();
      return root.isPresent()
          ? new Document(root.get(), resolver.referenced(), complaints.sorted())
          : new Refused(complaints.sorted());
    } catch (Refusal refusal) {
      complaints.add(refusal.complaint());
      return new Refused(complaints.sorted());
    }
  }

  private static Mention layer(Block block, Origin at) {
    var value = new Concatenation(at, List.of(new Braces(block, false)));
    return new Mention(at, value, List.of());
  }

  private Concatenation valueOf(Assignment assignment) {
    var at = assignment.at();
    var text = assignment.value().strip();
    if (text.startsWith("[") && text.endsWith("]")) {
      return list(text, at);
    }
    return new Concatenation(
        at, List.of(isQuoted(text) ? unquoted(text) : literal(assignment.value())));
  }

  private static Piece literal(String text) {
    var bare = text.strip();
    return Numbers.value(bare) instanceof Value.Text ? new Quoted(text) : new Bare(bare);
  }

  private static boolean isQuoted(String text) {
    return text.matches("\"[^\"\\\\\\n]*\"");
  }

  private static Piece unquoted(String text) {
    return new Quoted(text.substring(1, text.length() - 1));
  }

  private Concatenation list(String text, Origin at) {
    try {
      IntFunction<Origin> lines = _ -> at;
      var tokens = Lexer.tokensUpToError(text, lines, complaints, effort);
      var parser = new Parser(tokens, lines, complaints, effort, (_, _, _) -> Block.EMPTY);
      var value = parser.onlyValue();
      if (isPlainList(value)) {
        return value;
      }
    } catch (Refusal refusal) {
      complaints.add(refusal.complaint());
      return new Concatenation(at, List.of(new Written.Cut()));
    }
    complaints.add(at, "a list holds texts, numbers, true and false here, as in [1, 2, \"x y\"]");
    return new Concatenation(at, List.of(new Written.Cut()));
  }

  private static boolean isPlainList(Concatenation value) {
    return value.pieces().size() == 1
        && value.pieces().getFirst() instanceof Brackets(List<Concatenation> items)
        && items.stream().flatMap(item -> item.pieces().stream()).allMatch(HoconText::isPlain);
  }

  private static boolean isPlain(Piece piece) {
    return piece instanceof Bare
        || piece instanceof Quoted
        || piece instanceof Gap
        || piece instanceof Written.Cut;
  }
}
