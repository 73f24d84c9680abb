/**
 * Worker processes for the Java API, on this host or on those of a cluster: tasks that callers
 * submit while the workers live. Open {@link dev.thresher.runtime.site.ProcessSite} first; where
 * its processes are is for {@link dev.thresher.runtime.site.SitePlace} to say.
 *
 * <p>Jobs wait on a {@code Desk}, which callers fill from any thread and the coordinator's actor
 * empties; what becomes of them is decided by the same schedule as for workload files, and news go
 * out on a thread of their own. Imported by nobody: the API finds it as a service.
 */
@NullMarked
package dev.thresher.runtime.site;

import org.jspecify.annotations.NullMarked;
