/**
 * Where workers live. Open {@link dev.thresher.backend.BackendProtocol} first: what coordinator,
 * worker and fleet say to each other, the same for threads and processes. {@code thread} and {@code
 * process} hold the fleets, {@code direct} the channels that may carry it.
 *
 * <p>Shells: {@link dev.thresher.backend.WorkerShell}, and each actor here, turns messages into
 * events, asks a pure machine and performs what it says; no user code runs on their threads.
 * Imports {@code protocol}, {@code execute}, {@code cluster}, {@code launch}, {@code codec}, {@code
 * data}, {@code share} and {@code host}; imported by {@code coordinator} and {@code runtime}.
 */
@NullMarked
package dev.thresher.backend;

import org.jspecify.annotations.NullMarked;
