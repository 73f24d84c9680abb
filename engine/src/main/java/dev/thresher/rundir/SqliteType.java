package dev.thresher.rundir;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Binary;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Real;
import dev.thresher.model.Value.Sequence;
import dev.thresher.model.Value.Text;
import dev.thresher.model.Value.Truth;
import dev.thresher.model.Value.Whole;

/** What the values of a column have in common, as SQLite declares it. */
enum SqliteType {
  /** No value yet. */
  NONE(""),
  INTEGER(" INTEGER"),
  REAL(" REAL"),
  /** Whole numbers and others. */
  NUMERIC(" NUMERIC"),
  TEXT(" TEXT"),
  BLOB(" BLOB"),
  /** Undeclared, so that SQLite never takes a text for the number that it looks like. */
  ANY("");

  final String declaration;

  SqliteType(String declaration) {
    this.declaration = declaration;
  }

  static SqliteType of(Value value) {
    return switch (value) {
      case Absent _ -> NONE;
      case Truth _, Whole _ -> INTEGER;
      case Real _ -> REAL;
      case Text _, Sequence _, Fields _ -> TEXT;
      case Binary _ -> BLOB;
    };
  }

  SqliteType with(SqliteType other) {
    if (this == other || other == NONE) {
      return this;
    }
    if (this == NONE) {
      return other;
    }
    return isNumber() && other.isNumber() ? NUMERIC : ANY;
  }

  private boolean isNumber() {
    return this == INTEGER || this == REAL || this == NUMERIC;
  }
}
