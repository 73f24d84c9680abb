/**
 * Decides which range of tasks goes where next. Open {@link dev.thresher.schedule.RunSchedule}
 * first.
 *
 * <p>Pure: events and the time come in, decisions go out, the same ones for the same events in
 * every JVM; no actors, threads, clocks, I/O, or randomness beyond the seed it is given. Every end
 * of a task is decided here, exactly once. Imports {@code model}, {@code task}, {@code plan} and
 * {@code protocol}; imported by {@code journal}, {@code coordinator} and {@code sim}.
 */
@NullMarked
package dev.thresher.schedule;

import org.jspecify.annotations.NullMarked;
