package dev.thresher.journal;

import java.util.Optional;

/** What is to be done to give a whole output its name, which an earlier life may have done. */
public enum PublicationRule {
  /** Nothing bears the name, or whatever does may be replaced. */
  GIVE,
  /** An earlier life has given it, and the content would be the same. */
  DONE,
  /** An earlier life has given it, to another content: that was this run's own and is replaced. */
  REPLACE,
  /** Something else bears the name. */
  REFUSE;

  /**
   * @param found what bears the name now
   * @param earlier what an earlier life of the run was about to publish under that name
   * @param overwrite whether the user wants anything replaced
   */
  public static PublicationRule of(
      Entry.Output whole,
      Optional<Entry.Output> found,
      Optional<Entry.Output> earlier,
      boolean overwrite) {
    if (found.isEmpty() || overwrite) {
      return GIVE;
    }
    if (!found.equals(earlier)) {
      return REFUSE;
    }
    return found.get().equals(whole) ? DONE : REPLACE;
  }
}
