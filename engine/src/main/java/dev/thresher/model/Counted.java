package dev.thresher.model;

import java.util.Locale;

/** Numbers of things as people read them: {@code 1 task}, {@code 2 tasks}, {@code 40,000 tasks}. */
public final class Counted {
  private Counted() {}

  public static String of(long number, String singular) {
    return of(number, singular, singular + "s");
  }

  /** For other plurals, and for what a verb depends on: {@code 1 process does}. */
  public static String of(long number, String singular, String plural) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? singular : plural);
  }
}
