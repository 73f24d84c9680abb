package dev.thresher.callers;

import java.util.function.Supplier;

/** A caller outside of the engine's packages with two lines that submit. */
public final class SubmittingCaller {
  private SubmittingCaller() {}

  public static <T> T one(Supplier<T> submission) {
    return submission.get();
  }

  public static <T> T other(Supplier<T> submission) {
    return submission.get();
  }
}
