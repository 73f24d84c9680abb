/** In the package of the queue, which is its own. */
@NullMarked
package dev.thresher.api.local;

import org.jspecify.annotations.NullMarked;
