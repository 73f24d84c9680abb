/**
 * Makes the start-up caches of workers for programs that use the library without the launcher,
 * which makes them itself.
 */
@NullMarked
package dev.thresher.runtime.training;

import org.jspecify.annotations.NullMarked;
