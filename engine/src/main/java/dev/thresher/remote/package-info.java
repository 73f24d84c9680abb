/**
 * Workers on other hosts, started and ended over the user's own {@code ssh}: the file that lists
 * them, the words that are said there, and what went wrong, in sentences. Open {@link
 * dev.thresher.remote.HostsFile} first, then {@link dev.thresher.remote.Ssh}.
 *
 * <p>Of SSH itself there is nothing here: the OpenSSH client is a child process, so keys, agents,
 * jump hosts and known hosts are as the user has configured them. Imports {@code model}, {@code
 * share}; imported by {@code standing} and {@code cli}.
 */
@NullMarked
package dev.thresher.remote;

import org.jspecify.annotations.NullMarked;
