package dev.thresher.api.local;

import dev.thresher.api.spi.Site;
import dev.thresher.api.spi.SiteProvider;
import dev.thresher.api.spi.SiteSettings;
import dev.thresher.model.BackendKind;
import java.util.Set;

/** Threads, and virtual threads with or without a limit. */
public final class LocalSites implements SiteProvider {
  @Override
  public Set<BackendKind> backends() {
    return Set.of(BackendKind.THREADS, BackendKind.VIRTUAL_THREADS);
  }

  @Override
  public Site open(SiteSettings settings) {
    boolean virtual = settings.backend() == BackendKind.VIRTUAL_THREADS;
    return virtual && settings.workers().isEmpty()
        ? new PerTaskSite(settings)
        : new PoolSite(settings, virtual);
  }
}
