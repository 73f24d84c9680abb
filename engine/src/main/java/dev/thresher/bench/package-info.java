/**
 * The engine measured by itself, as a user can run it: workloads on every backend, side by side
 * with yardsticks that do the same work in the same run. Open {@link dev.thresher.bench.Bench}
 * first, then {@link dev.thresher.bench.Targets}, the table of what is compared with what.
 *
 * <p>Uses the engine through {@code api} alone. {@link dev.thresher.bench.Judgement} and what it
 * judges are pure. Imported by {@code cli}.
 */
@NullMarked
package dev.thresher.bench;

import org.jspecify.annotations.NullMarked;
