/**
 * The command line: one class per verb. Start at {@link dev.thresher.cli.Main}.
 *
 * <p>A command parses, calls one engine method, prints, returns an exit code. Imported by nobody;
 * imports {@code api}, {@code runtime}, {@code report}, {@code workload} and {@code plan}.
 */
@NullMarked
package dev.thresher.cli;

import org.jspecify.annotations.NullMarked;
