/**
 * The durable file behind {@link dev.thresher.journal.Log}. Open {@link
 * dev.thresher.ledger.LedgerFile} first for the format, {@link dev.thresher.ledger.LedgerWriter}
 * for how entries get into it; {@code docs/ledger.md} describes both.
 *
 * <p>Guarantee: what was told durable survives any crash; a tail that was being written when a
 * crash came is cut off, anything else that is not as it was written is refused. An error of fsync
 * is final. Imports {@code model}, {@code journal}, {@code codec} and {@code host}; imported by
 * {@code coordinator} and {@code runtime}.
 */
@NullMarked
package dev.thresher.ledger;

import org.jspecify.annotations.NullMarked;
