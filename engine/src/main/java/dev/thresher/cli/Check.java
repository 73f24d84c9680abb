package dev.thresher.cli;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;

/**
 * What the doctor found out about one thing.
 *
 * @param advice what to do; empty if nothing has to be done
 */
record Check(String name, Level level, String found, String advice) {
  enum Level {
    OK,
    WARN,
    FAIL
  }

  static Check ok(String name, String found) {
    return new Check(name, Level.OK, found, "");
  }

  static Check warn(String name, String found, String advice) {
    return new Check(name, Level.WARN, found, advice);
  }

  static Check fail(String name, String found, String advice) {
    return new Check(name, Level.FAIL, found, advice);
  }

  String word() {
    return switch (level) {
      case OK -> "ok";
      case WARN -> "warn";
      case FAIL -> "FAIL";
    };
  }

  Fields toFields() {
    return Fields.of("name", Value.of(name))
        .with("level", Value.of(level.name().toLowerCase(java.util.Locale.ROOT)))
        .with("found", Value.of(found))
        .with("advice", Value.of(advice));
  }
}
