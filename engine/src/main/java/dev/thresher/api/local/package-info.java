/**
 * The two places in this JVM where tasks of an executor run: worker threads, platform or virtual,
 * and a virtual thread for each task. Open {@link dev.thresher.api.local.LocalSites} first.
 *
 * <p>Built on the executors of {@code java.util.concurrent}: a task goes from {@code submit}
 * straight into the workers' queue. Threads here run user code and nothing else. Imports {@code
 * api.spi}.
 */
@NullMarked
package dev.thresher.api.local;

import org.jspecify.annotations.NullMarked;
