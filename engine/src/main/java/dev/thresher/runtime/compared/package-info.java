/**
 * Compares the places where a function of the caller's can run, in the caller's JVM. Open {@link
 * dev.thresher.runtime.compared.FunctionComparer} first.
 *
 * <p>What is measured here are passes over the inputs on executors that stay open; which one comes
 * next, and what follows from them, is said by {@code compare}.
 */
@NullMarked
package dev.thresher.runtime.compared;

import org.jspecify.annotations.NullMarked;
