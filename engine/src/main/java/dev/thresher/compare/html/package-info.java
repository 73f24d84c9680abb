/**
 * A finished comparison as one HTML file that needs nothing else: no network, no script. Open
 * {@link dev.thresher.compare.html.ComparisonPage} first. {@link dev.thresher.compare.html.Markup}
 * is the only place that writes a tag, and it escapes whatever is put into one; the classes whose
 * names end in {@code Plot} draw one figure each, in SVG.
 *
 * <p>Pure: a comparison in, text out. Part of the room {@code compare}; imported by {@code cli}.
 */
@NullMarked
package dev.thresher.compare.html;

import org.jspecify.annotations.NullMarked;
