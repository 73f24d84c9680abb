/**
 * The caller's side of tasks that cross a process border: {@link
 * dev.thresher.runtime.closures.CallerClasses} finds where their classes are, {@link
 * dev.thresher.runtime.closures.RemoteFailures} makes exceptions of what comes back. The worker's
 * side is {@code execute.bodies.ObjectCalls}, the bytes between are {@code codec.objects}.
 *
 * <p>Part of {@code runtime}.
 */
@NullMarked
package dev.thresher.runtime.closures;

import org.jspecify.annotations.NullMarked;
