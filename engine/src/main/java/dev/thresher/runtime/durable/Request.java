package dev.thresher.runtime.durable;

import dev.thresher.journal.Resumption.Retries;

/**
 * How a run is to be resumed.
 *
 * @param salvage whether a damaged ledger is to be used as far as it is sound
 */
public record Request(Retries retries, boolean salvage) {}
