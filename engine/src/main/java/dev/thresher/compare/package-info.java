/**
 * Which backend suits a workload, decided from measured trials. Open {@link
 * dev.thresher.compare.Comparison} first: all that is known in the end, with every single {@link
 * dev.thresher.compare.Trial}. Times are seconds as doubles, sizes bytes.
 *
 * <p>Pure: no clock, no processes, no randomness but from a seed; the same trials give the same
 * verdict. Trials are run by {@code trials}. Imports {@code model} and {@code report}; imported by
 * {@code trials} and {@code cli}.
 */
@NullMarked
package dev.thresher.compare;

import org.jspecify.annotations.NullMarked;
