/**
 * Objects of the user's as bytes: tasks, arguments, results and exceptions. Open {@link
 * dev.thresher.codec.objects.ObjectCodec} first.
 *
 * <p>Two forms. The short one, for plain data, records of plain data and lambdas that capture plain
 * data, costs some hundred nanoseconds. All else goes through Java serialisation, which is used
 * here and nowhere else: under a list of classes that may travel, with limits on what a stream may
 * claim, and only between processes of one run that have proved so to each other.
 *
 * <p>Part of {@code codec}. Whatever code of the user's does while it is called from here ends as a
 * {@code SerializationException}, unless it ends the JVM or never returns.
 */
@NullMarked
package dev.thresher.codec.objects;

import org.jspecify.annotations.NullMarked;
