/**
 * What a standing coordinator answers over HTTP. Open {@link dev.thresher.http.Routes} first: the
 * table of all that can be asked; {@link dev.thresher.http.Gate} decides who may ask, {@link
 * dev.thresher.http.HttpServer} is the shell around Pekko HTTP and decides nothing. {@link
 * dev.thresher.http.HttpAsk} is the other side, for verbs that must be up at once.
 *
 * <p>Imports {@code model}, {@code share}, {@code data}, {@code cluster}, {@code standing};
 * imported by {@code runtime} and {@code cli}.
 */
@NullMarked
package dev.thresher.http;

import org.jspecify.annotations.NullMarked;
