/**
 * Who may use how many slots of which machine, while several runs share a cluster. Open {@link
 * dev.thresher.share.Allocation} first, which decides it; {@link dev.thresher.share.Registry} knows
 * who is there.
 *
 * <p>Pure: what agents and drivers say and the time come in as arguments, so that a simulation can
 * replay them. Nothing is remembered that they would not say again within a beat. Imports {@code
 * model}; imported by {@code backend}, {@code codec}, {@code runtime}.
 */
@NullMarked
package dev.thresher.share;

import org.jspecify.annotations.NullMarked;
