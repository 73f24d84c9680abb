package dev.thresher.codec;

/** How a worker process comes to its coordinator, with the secrets that it takes. */
public sealed interface Contact {
  /**
   * As a node of the coordinator's cluster, which a {@link Rendezvous} names.
   *
   * @param privateKeyPem PKCS #8
   * @param certificatePem self-signed; the only one that the worker trusts
   */
  record ByCluster(String privateKeyPem, String certificatePem) implements Contact {
    @Override
    public String toString() {
      return "by the cluster";
    }
  }

  /** By a channel of its own; of no cluster is it a member. */
  record ByChannel(DirectPass pass) implements Contact {}
}
