/**
 * What makes a run durable: its ledger, and what the results of its stages depend on. Open {@link
 * dev.thresher.runtime.durable.RunLedger} first.
 *
 * <p>Reads and digests the files that tasks read; decides nothing: that is {@code journal}'s part.
 * Imports {@code model}, {@code task}, {@code plan}, {@code schedule}, {@code journal}, {@code
 * ledger}, {@code codec}, {@code rundir} and {@code execute}; imported by {@code runtime} alone.
 */
@NullMarked
package dev.thresher.runtime.durable;

import org.jspecify.annotations.NullMarked;
