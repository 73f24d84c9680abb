/**
 * What a Java program touches: {@link dev.thresher.api.Thresher}, an {@code ExecutorService} whose
 * tasks run on threads, virtual threads or worker processes. Open it first, then {@link
 * dev.thresher.api.TaskFuture}.
 *
 * <p>All public types may be used by any number of threads. No type of an actor library in a public
 * signature. Imports {@code model} alone; where tasks run is behind {@link
 * dev.thresher.api.spi.Site}, found by {@code ServiceLoader}: in this JVM {@code api.local}, worker
 * processes in {@code runtime}.
 */
@NullMarked
package dev.thresher.api;

import org.jspecify.annotations.NullMarked;
