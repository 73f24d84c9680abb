/**
 * What the steps cost that every task goes through, each by itself, measured by JMH: {@code
 * docs/benchmarks/insides.sh}. Beside each benchmark lies a test that does its step and looks at
 * what came out, so that none of them measures nothing.
 */
@NullMarked
package dev.thresher.insides;

import org.jspecify.annotations.NullMarked;
