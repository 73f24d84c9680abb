/**
 * Who a node is, as keys and certificates: one of a run, made in memory, or those that a cluster's
 * own authority has issued for its hosts, in files. Open {@link dev.thresher.identity.TlsIdentity}
 * first.
 *
 * <p>No cryptography of our own: keys, signatures and checks are the JDK's, and so is the program
 * that makes certificates. No message tells anything of a key. Imports nothing; imported by {@code
 * cluster}, {@code backend}, {@code runtime} and {@code cli}.
 */
@NullMarked
package dev.thresher.identity;

import org.jspecify.annotations.NullMarked;
