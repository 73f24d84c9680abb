package dev.thresher.backend.process;

import dev.thresher.codec.Bootstrap;
import dev.thresher.codec.Contact;
import dev.thresher.identity.TlsIdentity;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What all workers of a run have in common.
 *
 * @param log the file of an incarnation's own log
 * @param logLevel of these logs
 * @param taskLogs directory of what tasks print
 * @param blobs directory of results that are too large for a message; 0700
 * @param orphanGrace see {@link Bootstrap}
 * @param files see {@link Bootstrap}
 * @param contact asked once for each incarnation
 */
public record RunTerms(
    RunId run,
    Function<Incarnation, Contact> contact,
    Function<Incarnation, Path> log,
    String logLevel,
    Path taskLogs,
    Path blobs,
    int slots,
    Duration beat,
    Duration orphanGrace,
    Optional<Path> files) {

  Bootstrap bootstrap(Incarnation incarnation) {
    return new Bootstrap(
        incarnation,
        run,
        contact.apply(incarnation),
        log.apply(incarnation),
        logLevel,
        taskLogs,
        blobs,
        slots,
        beat,
        orphanGrace,
        files);
  }

  /** Of workers that join a cluster with that key. */
  public static Function<Incarnation, Contact> byCluster(TlsIdentity identity) {
    var contact = new Contact.ByCluster(identity.privateKeyPem(), identity.certificatePem());
    return _ -> contact;
  }
}
