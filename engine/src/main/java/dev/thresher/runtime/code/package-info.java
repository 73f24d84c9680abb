/**
 * Finds the code that a workload brings along, before anything runs: compiles Java files, looks
 * into jars and Python modules, and says what is wrong with them. Open {@link
 * dev.thresher.runtime.code.UserCode} first.
 *
 * <p>Part of {@code runtime}. Runs no code of the user's and writes no file.
 */
@NullMarked
package dev.thresher.runtime.code;

import org.jspecify.annotations.NullMarked;
