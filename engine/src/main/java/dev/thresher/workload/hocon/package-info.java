/**
 * HOCON as workload files use it: text to positioned values, read with bounded effort. Open {@link
 * dev.thresher.workload.hocon.HoconText} first; {@link dev.thresher.workload.hocon.Node} is what
 * comes out, {@link dev.thresher.workload.hocon.Complaint} what is said of text that is wrong.
 *
 * <p>Every value knows the file and line, or the command-line argument, that it comes from, and
 * keys keep the order of the text. Nothing is read but the text and its relative includes, and
 * those only through {@link dev.thresher.workload.hocon.SourceReader}: no environment, no system
 * properties, no class path, no URL. All work is bounded by {@link
 * dev.thresher.workload.hocon.Limits}.
 *
 * <p>Pure: no threads, no clock, no I/O of its own. Imports {@code model}; imported by {@code
 * workload}, and for complaints and origins by {@code plan}, {@code runtime} and {@code cli}.
 */
@NullMarked
package dev.thresher.workload.hocon;

import org.jspecify.annotations.NullMarked;
