package dev.thresher.workload.hocon;

import dev.thresher.workload.hocon.Token.Kind;
import dev.thresher.workload.hocon.Written.Bare;
import dev.thresher.workload.hocon.Written.Block;
import dev.thresher.workload.hocon.Written.Braces;
import dev.thresher.workload.hocon.Written.Brackets;
import dev.thresher.workload.hocon.Written.Concatenation;
import dev.thresher.workload.hocon.Written.Cut;
import dev.thresher.workload.hocon.Written.Field;
import dev.thresher.workload.hocon.Written.Gap;
import dev.thresher.workload.hocon.Written.Included;
import dev.thresher.workload.hocon.Written.Piece;
import dev.thresher.workload.hocon.Written.Quoted;
import dev.thresher.workload.hocon.Written.Reference;
import dev.thresher.workload.hocon.Written.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Tokens to syntax; ends with a {@link Refusal} at the first syntax error. */
final class Parser {
  /** Reads what an {@code include} names. */
  @FunctionalInterface
  interface Inclusion {
    /**
     * @param form what stands before the quoted name: empty, {@code required(}, {@code file(}, …
     */
    Block include(String form, String name, Origin at);
  }

  private final Tokens tokens;
  private final IntFunction<Origin> lines;
  private final Complaints complaints;
  private final Effort effort;
  private final Inclusion inclusion;
  private int next;
  private int listDepth;

  Parser(
      Tokens tokens,
      IntFunction<Origin> lines,
      Complaints complaints,
      Effort effort,
      Inclusion inclusion) {
    this.tokens = tokens;
    this.lines = lines;
    this.complaints = complaints;
    this.effort = effort;
    this.inclusion = inclusion;
  }

  Block file() {
    skipBlank();
    if (peek().is(Kind.OPEN_BRACKET)) {
      throw new Refusal(here(), "a file is made of keys and values; it cannot be a list");
    }
    var block = peek().is(Kind.OPEN_BRACE) ? braces() : new Block(statements(Kind.END, peek()));
    skipBlank();
    if (!peek().is(Kind.END)) {
      throw new Refusal(here(), unexpected() + " after the end of the block");
    }
    return block;
  }

  /** One value and nothing else, as in an argument of the command line. */
  Concatenation onlyValue() {
    var value = value("the value");
    if (!peek().is(Kind.END)) {
      throw new Refusal(here(), unexpected() + " after the value");
    }
    return value;
  }

  private Block braces() {
    var opening = take();
    var statements = statements(Kind.CLOSE_BRACE, opening);
    take();
    return new Block(statements);
  }

  private List<Statement> statements(Kind end, Token opening) {
    var statements = new ArrayList<Statement>();
    skipBlank();
    while (!peek().is(end)) {
      if (peek().is(Kind.END)) {
        throw new Refusal(here(), "the } for the { on line " + opening.line() + " is missing");
      }
      if (!skippedCut()) {
        statements.add(isInclude() ? include() : field());
      }
      separator(end, "the next key");
    }
    return statements;
  }

  private void separator(Kind end, String what) {
    skipGaps();
    boolean lineEnded = peek().is(Kind.LINE_END);
    skipBlank();
    if (peek().is(Kind.COMMA)) {
      take();
      skipBlank();
    } else if (!lineEnded && !peek().is(end) && !peek().is(Kind.END)) {
      throw new Refusal(here(), unexpected() + ": before " + what + " goes a comma or a new line");
    }
  }

  // A cut text where a key should be: the complaint says it all, so go on behind it.
  private boolean skippedCut() {
    for (int i = next;
        tokens.get(i).is(Kind.BARE) || tokens.get(i).is(Kind.GAP) || tokens.get(i).is(Kind.CUT);
        i++) {
      if (tokens.get(i).is(Kind.CUT)) {
        next = i + 1;
        return true;
      }
    }
    return false;
  }

  private Field field() {
    var first = peek();
    var key = new ArrayList<Token>();
    while (peek().is(Kind.BARE) || peek().is(Kind.QUOTED) || peek().is(Kind.GAP)) {
      key.add(take());
    }
    if (key.isEmpty()) {
      throw new Refusal(here(), unexpected() + " where a key should be");
    }
    var at = lines.apply(first.line());
    var path = Paths.of(key, at);
    skipBlank();
    boolean append = peek().is(Kind.APPEND);
    if (append || peek().is(Kind.EQUALS) || peek().is(Kind.COLON)) {
      take();
      skipBlank();
    } else if (!peek().is(Kind.OPEN_BRACE)) {
      var name = Shown.quoted(Paths.shown(path));
      throw new Refusal(
          at,
          peek().is(Kind.CLOSE_BRACE)
              ? "the key %s has no value; what stands for a value needs quotes, such as \"{name}\""
                  .formatted(name)
              : "the key " + name + " has no value");
    }
    return dotted(at, path, append, value("the key " + Shown.quoted(Paths.shown(path))));
  }

  /** {@code a.b = value} as {@code a { b = value }}. */
  static Field dotted(Origin at, List<String> path, boolean append, Concatenation value) {
    var field = new Field(at, path.getLast(), append, value);
    for (var outer : path.reversed().subList(1, path.size())) {
      var braces = new Braces(new Block(List.of(field)), true);
      field = new Field(at, outer, false, new Concatenation(at, List.of(braces)));
    }
    return field;
  }

  private Concatenation value(String of) {
    var at = here();
    var pieces = new ArrayList<Piece>();
    while (true) {
      switch (peek().kind()) {
        case GAP -> pieces.add(new Gap(take().text()));
        case QUOTED -> pieces.add(new Quoted(take().text()));
        case BARE -> pieces.add(new Bare(take().text()));
        case CUT -> {
          take();
          pieces.add(new Cut());
        }
        case REFERENCE -> pieces.add(reference());
        case OPEN_BRACE -> pieces.add(new Braces(braces(), false));
        case OPEN_BRACKET -> pieces.add(brackets());
        case EQUALS, COLON, APPEND ->
            throw new Refusal(
                here(), unexpected() + ": before the next key goes a comma or a new line");
        case COMMA, CLOSE_BRACE, CLOSE_BRACKET, LINE_END, END -> {
          return concatenation(of, at, pieces);
        }
      }
    }
  }

  private static Concatenation concatenation(String of, Origin at, List<Piece> pieces) {
    while (!pieces.isEmpty() && pieces.getLast() instanceof Gap) {
      pieces.removeLast();
    }
    if (pieces.isEmpty()) {
      throw new Refusal(at, of + " has no value");
    }
    return new Concatenation(at, pieces);
  }

  private Brackets brackets() {
    var opening = take();
    var items = new ArrayList<Concatenation>();
    listDepth++;
    skipBlank();
    while (!peek().is(Kind.CLOSE_BRACKET)) {
      if (peek().is(Kind.END)) {
        throw new Refusal(here(), "the ] for the [ on line " + opening.line() + " is missing");
      }
      items.add(value("an item of the list"));
      separator(Kind.CLOSE_BRACKET, "the next item");
    }
    take();
    listDepth--;
    return new Brackets(items);
  }

  private Reference reference() {
    var token = take();
    var at = lines.apply(token.line());
    boolean optional = token.text().startsWith("?");
    var path = optional ? token.text().substring(1) : token.text();
    var inner = Lexer.tokens(path, _ -> at, complaints, effort);
    return new Reference(Paths.of(inner.subList(0, inner.size() - 1), at), optional);
  }

  private boolean isInclude() {
    return peek().is(Kind.BARE) && peek().text().equals("include");
  }

  private Included include() {
    var at = here();
    take();
    skipGaps();
    var form = peek().is(Kind.BARE) ? take().text() : "";
    skipGaps();
    if (!peek().is(Kind.QUOTED) || !isForm(form) || listDepth > 0) {
      throw new Refusal(at, "an include is written include \"name.conf\", and not within a list");
    }
    var name = take().text();
    while (peek().is(Kind.GAP) || (peek().is(Kind.BARE) && peek().text().matches("\\)+"))) {
      take();
    }
    return new Included(inclusion.include(form, name, at));
  }

  private static boolean isForm(String form) {
    return form.matches("(required\\()?((file|url|classpath)\\()?");
  }

  private void skipGaps() {
    while (peek().is(Kind.GAP)) {
      next++;
    }
  }

  private void skipBlank() {
    while (peek().is(Kind.GAP) || peek().is(Kind.LINE_END)) {
      next++;
    }
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }

  private Origin here() {
    return lines.apply(peek().line());
  }

  private String unexpected() {
    return switch (peek().kind()) {
      case END -> "unexpected end of the file";
      case LINE_END -> "unexpected end of the line";
      default -> "unexpected " + Shown.quoted(peek().text());
    };
  }
}
