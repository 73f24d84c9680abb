/**
 * Words of the engine: ids, values, payloads, outcomes, failures, run events and settings records.
 *
 * <p>Pure: JDK only, immutable, no threads, no clock, no I/O. Every room may import it; it imports
 * none.
 */
@NullMarked
package dev.thresher.model;

import org.jspecify.annotations.NullMarked;
