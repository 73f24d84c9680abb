/**
 * The language of the wire: messages of {@code protocol} and the engine's own values as Protobuf
 * frames. Open {@link dev.thresher.codec.EnvelopeCodec} first; {@link
 * dev.thresher.codec.PayloadCodec} for what tasks return, {@link dev.thresher.codec.BootstrapCodec}
 * for what a worker process reads from its standard input.
 *
 * <p>The only room that sees the generated classes, and it shows them to nobody. Every method may
 * be called from any thread. A frame that is not exactly right is refused with {@link
 * dev.thresher.codec.MalformedFrameException}, whatever its bytes; no other exception leaves a
 * decoder. Imports {@code model}, {@code task}, {@code protocol}, {@code share} and the schema.
 */
@NullMarked
package dev.thresher.codec;

import org.jspecify.annotations.NullMarked;
