package dev.thresher.cli;

import dev.thresher.share.AgentOffer.Isolation;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code threads} or {@code processes}. */
final class IsolationOption implements ITypeConverter<Isolation> {
  static String word(Isolation isolation) {
    return isolation.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Isolation convert(String word) {
    for (var isolation : Isolation.values()) {
      if (word(isolation).equals(word)) {
        return isolation;
      }
    }
    throw new TypeConversionException("'" + word + "' is neither threads nor processes");
  }
}
