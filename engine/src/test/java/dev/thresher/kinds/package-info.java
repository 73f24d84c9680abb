/**
 * Near tests of the built-in kinds: what {@code TaskKind} promises, and real command line tools.
 */
@NullMarked
package dev.thresher.kinds;

import org.jspecify.annotations.NullMarked;
