/**
 * Puts the rooms together: the one place that knows them all. Open {@link
 * dev.thresher.runtime.Engine} first.
 *
 * <p>Imported by {@code cli} (and later by {@code api}'s entry points); may import every room but
 * those two.
 */
@NullMarked
package dev.thresher.runtime;

import org.jspecify.annotations.NullMarked;
