package dev.thresher.workload.hocon;

import dev.thresher.workload.hocon.Written.Block;
import dev.thresher.workload.hocon.Written.Braces;
import dev.thresher.workload.hocon.Written.Brackets;
import dev.thresher.workload.hocon.Written.Concatenation;
import dev.thresher.workload.hocon.Written.Field;
import dev.thresher.workload.hocon.Written.Gap;
import dev.thresher.workload.hocon.Written.Included;
import dev.thresher.workload.hocon.Written.Piece;
import dev.thresher.workload.hocon.Written.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds keys that one file gives twice, where HOCON would let the later one win without a word.
 *
 * <p>Allowed remain what is written on purpose: {@code a.b = 1} beside {@code a.c = 2} or {@code a
 * { c = 2 }}, {@code a += 1}, a value that refers to the earlier one ({@code a = ${a} [2]}), one
 * that is taken over if it exists ({@code a = ${?b}}), a block that adds to a reference ({@code a =
 * ${b}}, {@code a { c = 1 }}), and keys of an included file.
 */
final class DuplicateKeys {
  private enum Form {
    /** A text, number, list. */
    PLAIN,
    /** References alone. */
    REFERENCE,
    BRACES,
    DOTTED
  }

  private static final class Seen {
    final Origin at;
    Form form;
    final Map<String, Seen> children = new HashMap<>();

    Seen(Origin at, Form form) {
      this.at = at;
      this.form = form;
    }
  }

  private final Complaints complaints;

  private DuplicateKeys(Complaints complaints) {
    this.complaints = complaints;
  }

  static void complain(Block file, Complaints complaints) {
    new DuplicateKeys(complaints).check(file, new HashMap<>(), List.of());
  }

  private void check(Block block, Map<String, Seen> scope, List<String> path) {
    for (var statement : block.statements()) {
      switch (statement) {
        case Field field -> check(field, scope, path);
        case Included _ -> {} // checked as a file of its own
      }
    }
  }

  private void check(Field field, Map<String, Seen> scope, List<String> outer) {
    var path = new ArrayList<>(outer);
    path.add(field.key());
    var form = field.append() ? Form.PLAIN : form(field.value());
    var earlier = scope.get(field.key());
    if (earlier == null) {
      earlier = new Seen(field.at(), form);
      scope.put(field.key(), earlier);
    } else if (!field.append() && clash(earlier.form, form) && !isIntended(field.value(), path)) {
      complaints.add(
          field.at(),
          "the key %s is given twice, first in %s"
              .formatted(Shown.quoted(Paths.shown(path)), earlier.at));
    } else if (form == Form.BRACES) {
      earlier.form = form;
    }
    for (var piece : field.value().pieces()) {
      checkWithin(piece, earlier.children, path);
    }
  }

  private void checkWithin(Piece piece, Map<String, Seen> scope, List<String> path) {
    switch (piece) {
      case Braces(Block block, boolean _) -> check(block, scope, path);
      case Brackets(List<Concatenation> items) -> items.forEach(item -> checkItem(item, path));
      case Written.Quoted _, Written.Bare _, Written.Cut _, Gap _, Reference _ -> {}
    }
  }

  private void checkItem(Concatenation item, List<String> path) {
    var scope = new HashMap<String, Seen>();
    item.pieces().forEach(piece -> checkWithin(piece, scope, path));
  }

  private static boolean clash(Form earlier, Form later) {
    return switch (later) {
      case PLAIN, REFERENCE -> true;
      case BRACES -> earlier == Form.PLAIN || earlier == Form.BRACES;
      case DOTTED -> earlier == Form.PLAIN;
    };
  }

  private static boolean isIntended(Concatenation value, List<String> path) {
    boolean refersToItself = false;
    boolean takenOverIfThere = true;
    for (var piece : value.pieces()) {
      refersToItself |= piece instanceof Reference reference && reference.path().equals(path);
      takenOverIfThere &=
          piece instanceof Gap || (piece instanceof Reference reference && reference.optional());
    }
    return refersToItself || takenOverIfThere;
  }

  private static Form form(Concatenation value) {
    var form = Form.REFERENCE;
    for (var piece : value.pieces()) {
      switch (piece) {
        case Braces(Block _, boolean dotted) -> {
          return dotted ? Form.DOTTED : Form.BRACES;
        }
        case Gap _, Reference _ -> {}
        case Written.Quoted _, Written.Bare _, Written.Cut _, Brackets _ -> form = Form.PLAIN;
      }
    }
    return form;
  }
}
