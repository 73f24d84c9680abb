/**
 * What is written down of a run so that it survives its coordinator. Open {@link
 * dev.thresher.journal.Entry} first, then {@link dev.thresher.journal.WriteAhead}.
 *
 * <p>Pure: entries, what they add up to ({@link dev.thresher.journal.RunState}), what has to be on
 * disk before anybody is told of it ({@link dev.thresher.journal.WriteAhead}), and what of an
 * earlier life is still valid ({@link dev.thresher.journal.Resumption}). Where entries are kept is
 * behind {@link dev.thresher.journal.Log}: a file in {@code ledger}, a disk that fails in {@code
 * sim}. Imports {@code model}, {@code task}, {@code plan}, {@code protocol} and {@code schedule};
 * imported by {@code codec}, {@code ledger}, {@code coordinator}, {@code sim} and {@code runtime}.
 */
@NullMarked
package dev.thresher.journal;

import org.jspecify.annotations.NullMarked;
