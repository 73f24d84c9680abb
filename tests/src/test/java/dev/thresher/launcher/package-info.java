/**
 * What the launcher script promises, tried on the script itself. Start at {@link
 * dev.thresher.launcher.LauncherTest}.
 *
 * <p>Its decisions are tested with a JDK and a build that are small scripts, in milliseconds;
 * {@link dev.thresher.launcher.DistributionTest} does it all for real, once.
 */
@NullMarked
package dev.thresher.launcher;

import org.jspecify.annotations.NullMarked;
