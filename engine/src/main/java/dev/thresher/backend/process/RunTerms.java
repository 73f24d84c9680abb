package dev.thresher.backend.process;

import dev.thresher.cluster.TlsIdentity;
import dev.thresher.codec.Bootstrap;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What all workers of a run have in common.
 *
 * @param logs directory of the workers' own logs
 * @param logLevel of these logs
 * @param taskLogs directory of what tasks print
 * @param blobs directory of results that are too large for a message; 0700
 * @param orphanGrace see {@link Bootstrap}
 */
public record RunTerms(
    RunId run,
    TlsIdentity identity,
    Path logs,
    String logLevel,
    Path taskLogs,
    Path blobs,
    int slots,
    Duration beat,
    Duration orphanGrace) {

  Bootstrap bootstrap(Incarnation incarnation) {
    return new Bootstrap(
        incarnation,
        run,
        identity.privateKeyPem(),
        identity.certificatePem(),
        fileOf(logs, incarnation, ".log"),
        logLevel,
        taskLogs,
        blobs,
        slots,
        beat,
        orphanGrace);
  }

  /** {@code w1.log} for the first life, {@code w1.2.log} for the second. */
  static Path fileOf(Path directory, Incarnation incarnation, String ending) {
    var name = incarnation.worker().name();
    return directory.resolve(
        incarnation.number() == 1 ? name + ending : name + "." + incarnation.number() + ending);
  }
}
