package dev.thresher.workload.hocon;

/** Ends the reading of a text at once; never leaves this package. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Complaint complaint;

  Refusal(Origin origin, String message) {
    super(message, null, false, false);
    this.complaint = Complaint.of(origin, message);
  }

  Complaint complaint() {
    return complaint;
  }
}
