/**
 * Files of records: CSV, JSON lines, lines and blocks of texts. {@link
 * dev.thresher.data.RecordSurveyor} looks through a file once, before the run; {@link
 * dev.thresher.data.StoredRecords} then finds any record by its index, in coordinator and workers
 * alike, and keeps no file open. Open those two first.
 *
 * <p>Does I/O on the calling thread. Imports {@code model} and {@code task}; imported by {@code
 * execute}, {@code rundir} and {@code runtime}.
 */
@NullMarked
package dev.thresher.data;

import org.jspecify.annotations.NullMarked;
