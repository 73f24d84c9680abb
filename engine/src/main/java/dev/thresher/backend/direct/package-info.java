/**
 * A channel for each worker process of this host: the frames of {@code codec} over a Unix domain
 * socket, beside Pekko. Open {@link dev.thresher.backend.direct.DirectListener} first, the
 * coordinator's side; {@link dev.thresher.backend.direct.DirectLine} is the worker's, and {@link
 * dev.thresher.backend.direct.WorkerLoop} the worker itself, which needs no actor system.
 *
 * <p>What coordinator and workers say is the same as over Artery, and so is what is promised: each
 * message arrives once or, at the end of a channel, not at all. Here, too, nobody is heard before
 * it has shown that it belongs to the run. Imported by {@code backend.process}, {@code runtime} and
 * the worker's main.
 */
@NullMarked
package dev.thresher.backend.direct;

import org.jspecify.annotations.NullMarked;
