/** Near tests of the kernels: published values, independence of the cut, naive counterparts. */
@NullMarked
package dev.thresher.kernel;

import org.jspecify.annotations.NullMarked;
