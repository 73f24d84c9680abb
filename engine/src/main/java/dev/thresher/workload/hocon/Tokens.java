package dev.thresher.workload.hocon;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a text as far as it can be cut into them. What cannot be cut is refused when it is
 * asked for and not before, so that of several mistakes the first in the text is told.
 */
record Tokens(List<Token> wellFormed, @Nullable Refusal rest) {
  /**
   * @throws Refusal if the text cannot be cut that far
   */
  Token get(int index) {
    if (rest != null && index == wellFormed.size()) {
      throw rest;
    }
    return wellFormed.get(index);
  }
}
