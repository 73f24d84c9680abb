import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts the games of chess of a given length from the start position, as testers of chess programs
 * do ("perft"). The rules are whole: castling, en passant and promotion are in it.
 */
final class Perft {
  private static final int[] KNIGHT = {-21, -19, -12, -8, 8, 12, 19, 21};
  private static final int[] KING = {-11, -10, -9, -1, 1, 9, 10, 11};
  private static final int[] BISHOP = {-11, -9, 9, 11};
  private static final int[] ROOK = {-10, -1, 1, 10};
  private static final int NONE = 0;
  private static final int OUTSIDE = 99;

  // Pieces are 1 to 6 (pawn, knight, bishop, rook, queen, king), black ones negative, on a board of
  // 8 x 8 fields within 12 x 10, so that a step over the edge meets OUTSIDE. a1 is 21, h8 is 98.
  private final int[] board = new int[120];
  private int side = 1;
  private int castling = 15; // 1, 2: white short, long; 4, 8: black short, long
  private int passant = NONE; // the field that a pawn has just jumped over

  private record Move(int from, int to, int becomes, boolean isPassant) {}

  private record Undo(int moved, int taken, int castling, int passant) {}

  /**
   * Counts the games that begin with the given two moves.
   *
   * @param first number of White's first move, from 1 to 20
   * @param reply number of Black's answer, from 1 to 20
   * @param depth length of the games in single moves, at least 2
   */
  public static long games(int first, int reply, int depth) {
    var game = new Perft();
    game.play(game.moves().get(first - 1));
    game.play(game.moves().get(reply - 1));
    return game.count(depth - 2);
  }

  private Perft() {
    Arrays.fill(board, OUTSIDE);
    int[] row = {4, 2, 3, 5, 6, 3, 2, 4};
    for (int file = 0; file < 8; file++) {
      for (int rank = 0; rank < 8; rank++) {
        board[21 + rank * 10 + file] = NONE;
      }
      board[21 + file] = row[file];
      board[31 + file] = 1;
      board[81 + file] = -1;
      board[91 + file] = -row[file];
    }
  }

  private long count(int depth) {
    if (depth == 0) {
      return 1;
    }
    var moves = moves();
    if (depth == 1) {
      return moves.size();
    }
    long games = 0;
    for (var move : moves) {
      var undo = play(move);
      games += count(depth - 1);
      takeBack(move, undo);
    }
    return games;
  }

  /** Those that do not leave the own king in check. */
  private List<Move> moves() {
    var legal = new ArrayList<Move>();
    for (var move : candidates()) {
      var undo = play(move);
      if (!isAttacked(king(-side), side)) {
        legal.add(move);
      }
      takeBack(move, undo);
    }
    return legal;
  }

  private int king(int of) {
    for (int field = 21; field <= 98; field++) {
      if (board[field] == 6 * of) {
        return field;
      }
    }
    throw new IllegalStateException("a king is missing");
  }

  private List<Move> candidates() {
    var moves = new ArrayList<Move>(48);
    for (int from = 21; from <= 98; from++) {
      int piece = board[from];
      if (piece == NONE || piece == OUTSIDE || piece * side < 0) {
        continue;
      }
      switch (Math.abs(piece)) {
        case 1 -> pawn(from, moves);
        case 2 -> steps(from, KNIGHT, false, moves);
        case 3 -> steps(from, BISHOP, true, moves);
        case 4 -> steps(from, ROOK, true, moves);
        case 5 -> steps(from, KING, true, moves);
        default -> {
          steps(from, KING, false, moves);
          castle(from, moves);
        }
      }
    }
    return moves;
  }

  private void steps(int from, int[] directions, boolean slides, List<Move> moves) {
    for (int direction : directions) {
      int to = from + direction;
      while (board[to] == NONE) {
        moves.add(new Move(from, to, board[from], false));
        if (!slides) {
          break;
        }
        to += direction;
      }
      if (board[to] != NONE && isEnemy(board[to])) {
        moves.add(new Move(from, to, board[from], false));
      }
    }
  }

  private boolean isEnemy(int piece) {
    return piece != OUTSIDE && piece * side < 0;
  }

  private void pawn(int from, List<Move> moves) {
    int ahead = from + 10 * side;
    if (board[ahead] == NONE) {
      pawnMove(from, ahead, moves);
      boolean isAtHome = from / 10 == (side > 0 ? 3 : 8);
      if (isAtHome && board[ahead + 10 * side] == NONE) {
        moves.add(new Move(from, ahead + 10 * side, side, false));
      }
    }
    for (int to : new int[] {ahead - 1, ahead + 1}) {
      if (isEnemy(board[to])) {
        pawnMove(from, to, moves);
      } else if (to == passant && passant != NONE) {
        moves.add(new Move(from, to, side, true));
      }
    }
  }

  private void pawnMove(int from, int to, List<Move> moves) {
    if (to / 10 != (side > 0 ? 9 : 2)) {
      moves.add(new Move(from, to, side, false));
      return;
    }
    for (int piece = 2; piece <= 5; piece++) {
      moves.add(new Move(from, to, piece * side, false));
    }
  }

  private void castle(int from, List<Move> moves) {
    int rights = side > 0 ? castling : castling >> 2;
    if ((rights & 3) == 0 || isAttacked(from, -side)) {
      return;
    }
    boolean isShortFree = board[from + 1] == NONE && board[from + 2] == NONE;
    if ((rights & 1) != 0 && isShortFree && !isAttacked(from + 1, -side)) {
      moves.add(new Move(from, from + 2, board[from], false));
    }
    boolean isLongFree =
        board[from - 1] == NONE && board[from - 2] == NONE && board[from - 3] == NONE;
    if ((rights & 2) != 0 && isLongFree && !isAttacked(from - 1, -side)) {
      moves.add(new Move(from, from - 2, board[from], false));
    }
  }

  private boolean isAttacked(int field, int by) {
    return board[field - 10 * by - 1] == by
        || board[field - 10 * by + 1] == by
        || stands(field, KNIGHT, false, 2 * by, 2 * by)
        || stands(field, KING, false, 6 * by, 6 * by)
        || stands(field, BISHOP, true, 3 * by, 5 * by)
        || stands(field, ROOK, true, 4 * by, 5 * by);
  }

  private boolean stands(int field, int[] directions, boolean slides, int piece, int other) {
    for (int direction : directions) {
      int at = field + direction;
      while (slides && board[at] == NONE) {
        at += direction;
      }
      if (board[at] == piece || board[at] == other) {
        return true;
      }
    }
    return false;
  }

  private Undo play(Move move) {
    int piece = board[move.from];
    var undo = new Undo(piece, board[move.to], castling, passant);
    board[move.to] = move.becomes;
    board[move.from] = NONE;
    if (move.isPassant) {
      board[move.to - 10 * side] = NONE;
    }
    boolean isCastling = Math.abs(piece) == 6 && Math.abs(move.to - move.from) == 2;
    if (isCastling) {
      moveRook(rookHome(move), (move.from + move.to) / 2);
    }
    castling &= ~(rightsOf(move.from) | rightsOf(move.to));
    boolean isJump = Math.abs(piece) == 1 && Math.abs(move.to - move.from) == 20;
    passant = isJump ? (move.from + move.to) / 2 : NONE;
    side = -side;
    return undo;
  }

  private void takeBack(Move move, Undo undo) {
    side = -side;
    castling = undo.castling;
    passant = undo.passant;
    board[move.from] = undo.moved;
    board[move.to] = undo.taken;
    if (move.isPassant) {
      board[move.to - 10 * side] = -side;
    }
    if (Math.abs(move.becomes) == 6 && Math.abs(move.to - move.from) == 2) {
      moveRook((move.from + move.to) / 2, rookHome(move));
    }
  }

  private static int rookHome(Move move) {
    return move.to > move.from ? move.from + 3 : move.from - 4;
  }

  private void moveRook(int from, int to) {
    board[to] = board[from];
    board[from] = NONE;
  }

  private static int rightsOf(int field) {
    return switch (field) {
      case 21 -> 2;
      case 25 -> 3;
      case 28 -> 1;
      case 91 -> 8;
      case 95 -> 12;
      case 98 -> 4;
      default -> 0;
    };
  }
}
