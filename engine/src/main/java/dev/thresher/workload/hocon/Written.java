package dev.thresher.workload.hocon;

import java.util.List;

/** The syntax of a text, before anything is replaced or merged. */
final class Written {
  private Written() {}

  /** What stands between two braces, or in a file. */
  record Block(List<Statement> statements) {
    static final Block EMPTY = new Block(List.of());

    Block {
      statements = List.copyOf(statements);
    }
  }

  sealed interface Statement {}

  /**
   * A path {@code a.b = 1} has been taken apart into {@code a { b = 1 }}.
   *
   * @param append whether {@code +=}
   */
  record Field(Origin at, String key, boolean append, Concatenation value) implements Statement {}

  record Included(Block content) implements Statement {}

  /** Pieces that stand side by side; at least one of them is not a {@link Gap}. */
  record Concatenation(Origin at, List<Piece> pieces) {
    Concatenation {
      pieces = List.copyOf(pieces);
    }
  }

  sealed interface Piece {}

  /** White space; counts only between texts. */
  record Gap(String text) implements Piece {}

  record Quoted(String text) implements Piece {}

  record Bare(String text) implements Piece {}

  /** A complaint has been made. */
  record Cut() implements Piece {}

  record Reference(List<String> path, boolean optional) implements Piece {}

  /**
   * @param dotted whether the block was not written with braces but as part of a path
   */
  record Braces(Block block, boolean dotted) implements Piece {}

  record Brackets(List<Concatenation> items) implements Piece {
    Brackets {
      items = List.copyOf(items);
    }
  }
}
