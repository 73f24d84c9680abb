/**
 * Runs a workload as its user would, in processes of its own, and measures it from outside. Open
 * {@link dev.thresher.trials.TrialRunner} first.
 *
 * <p>Every trial starts the command line anew, so all are equally cold, and what one of them does
 * to its heap harms nobody. Processor time and memory come from {@code /proc}; where there is none
 * they are not known. Imports {@code model}, {@code data}, {@code host}, {@code launch}, {@code
 * compare} and {@code report}; imported by {@code cli}, and {@link dev.thresher.trials.Race} by
 * {@code runtime}.
 */
@NullMarked
package dev.thresher.trials;

import org.jspecify.annotations.NullMarked;
