/**
 * The nodes on which actors live: how an ActorSystem is configured, who may speak to it, who may
 * take whom out of the cluster. Open {@link dev.thresher.cluster.EngineSystem} first.
 *
 * <p>Nothing of the host application's configuration is read, and nothing is printed: logging goes
 * through slf4j. A node listens with mutual TLS only, and trusts whom its identity trusts. Imports
 * {@code model}, {@code codec} and {@code identity}; imported by {@code backend} and {@code
 * runtime}.
 */
@NullMarked
package dev.thresher.cluster;

import org.jspecify.annotations.NullMarked;
