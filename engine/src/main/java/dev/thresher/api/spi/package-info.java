/**
 * What a place where tasks run has to do for an executor. Open {@link dev.thresher.api.spi.Site}
 * first. For those who bring such a place; programs that only run tasks need nothing of it.
 *
 * <p>Implemented by {@code api.local} for this JVM and by {@code runtime} for worker processes.
 */
@NullMarked
package dev.thresher.api.spi;

import org.jspecify.annotations.NullMarked;
