/**
 * The command line: one class per verb. Start at {@link dev.thresher.cli.Main}, then {@link
 * dev.thresher.cli.CommandLineFrame}, which assembles the verbs.
 *
 * <p>A command parses, calls one method of the engine, prints and returns an exit code. Results go
 * to standard output, everything else to standard error; {@code docs/cli.md} is the contract.
 * {@link dev.thresher.cli.Services} is the only way to the rest of the engine, and makes what it
 * gives at the first use: {@code --help} loads neither Pekko nor a parser. Imported by nobody.
 */
@NullMarked
package dev.thresher.cli;

import org.jspecify.annotations.NullMarked;
