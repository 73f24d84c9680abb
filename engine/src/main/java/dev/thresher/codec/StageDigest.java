package dev.thresher.codec;

import dev.thresher.model.Bytes;
import dev.thresher.task.Inputs;
import dev.thresher.task.TaskBody;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells bodies and inputs of stages apart by the SHA-256 of their form on the wire. */
public final class StageDigest {
  private StageDigest() {}

  /**
   * @throws UnencodableException if a reference is part of it
   */
  public static Bytes of(TaskBody body) {
    return digest(StageMapping.toWire(body).toByteArray());
  }

  public static Bytes of(Inputs inputs) {
    return digest(StageMapping.toWire(inputs).toByteArray());
  }

  private static Bytes digest(byte[] content) {
    try {
      return Bytes.adopt(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
