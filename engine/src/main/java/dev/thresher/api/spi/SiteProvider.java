package dev.thresher.api.spi;

import dev.thresher.model.BackendKind;
import java.util.Set;

/** Opens sites. Found by {@code ServiceLoader}; has a public constructor without arguments. */
public interface SiteProvider {
  Set<BackendKind> backends();

  /**
   * Opens a site. Workers may still be starting when it returns; tasks wait for them.
   *
   * @throws IllegalArgumentException if this machine or release cannot; the message is for the user
   *     and says what to do
   */
  Site open(SiteSettings settings);
}
