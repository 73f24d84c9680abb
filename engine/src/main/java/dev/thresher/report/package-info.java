/**
 * What a run looked like, made from its events alone: {@link dev.thresher.report.RunRecording}
 * folds them into a {@link dev.thresher.report.RunReport}, which {@link
 * dev.thresher.report.ReportJson} and {@link dev.thresher.report.ReportText} render; {@link
 * dev.thresher.report.ProgressState} is the picture while the run lasts. Open {@code RunReport}
 * first.
 *
 * <p>Pure: no clock (times come from the events), no threads, no I/O; the same events give the same
 * text. Imports {@code model}, {@code task} and {@code plan}; imported by {@code runtime} and
 * {@code cli}.
 */
@NullMarked
package dev.thresher.report;

import org.jspecify.annotations.NullMarked;
