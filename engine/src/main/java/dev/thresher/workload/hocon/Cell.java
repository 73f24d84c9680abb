package dev.thresher.workload.hocon;

import dev.thresher.workload.hocon.Written.Bare;
import dev.thresher.workload.hocon.Written.Braces;
import dev.thresher.workload.hocon.Written.Brackets;
import dev.thresher.workload.hocon.Written.Concatenation;
import dev.thresher.workload.hocon.Written.Cut;
import dev.thresher.workload.hocon.Written.Gap;
import dev.thresher.workload.hocon.Written.Piece;
import dev.thresher.workload.hocon.Written.Quoted;
import dev.thresher.workload.hocon.Written.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One key of the document with everything that was ever said of it, in order. */
final class Cell {
  static final int IDLE = -1;

  sealed interface Definition {
    /** False if it can be told without evaluation that it is a text or list. */
    boolean mayBeBlock();
  }

  /**
   * As it stands in a file.
   *
   * @param path of this key
   * @param includedAt path of the block that includes the file; references are looked up there
   *     first
   */
  record Text(
      Origin at, boolean append, Concatenation value, List<String> path, List<String> includedAt)
      implements Definition {
    @Override
    public boolean mayBeBlock() {
      return !append && value.pieces().stream().allMatch(Text::mayBeBlock);
    }

    private static boolean mayBeBlock(Piece piece) {
      return switch (piece) {
        case Gap _, Braces _, Reference _ -> true;
        case Quoted _, Bare _, Cut _, Brackets _ -> false;
      };
    }
  }

  /** What another key, brought in by a reference, says. */
  record Same(Cell cell) implements Definition {
    @Override
    public boolean mayBeBlock() {
      return true;
    }
  }

  final List<Definition> definitions = new ArrayList<>();

  @Nullable Shape settled;

  /** The node of this key, kept as references may stand for it any number of times. */
  @Nullable Completed completed;

  /**
   * @param weight what the resolver counted for it
   */
  record Completed(Node node, long weight) {}

  /** Index of the definition under evaluation, or {@link #IDLE}. */
  int evaluating = IDLE;

  /** Whether the keys of this block are being completed. */
  boolean completing;

  Origin firstMention() {
    return switch (definitions.getFirst()) {
      case Text text -> text.at();
      case Same(Cell cell) -> cell.firstMention();
    };
  }
}
