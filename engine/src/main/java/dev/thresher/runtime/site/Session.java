package dev.thresher.runtime.site;

import dev.thresher.schedule.Decision;

/**
 * The run behind a site, as far as the site cares: it ends once, and then nothing is left of it.
 */
interface Session {
  /**
   * Works until the run has ended and everything of it is put away.
   *
   * @return how it ended
   */
  Decision.Finish live();
}
