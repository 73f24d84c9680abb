package dev.thresher.kernel;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The random number generator of the UTS benchmark: a node's state is a SHA-1 digest, a child's
 * state the digest of its parent's followed by the child's number. Not for several threads.
 */
final class SplittableSha1 {
  /** Bytes of one state. */
  static final int STATE = 20;

  private final MessageDigest digest;
  private final byte[] message = new byte[STATE + Integer.BYTES];

  SplittableSha1() {
    try {
      digest = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException broken) {
      throw new IllegalStateException("this JDK has no SHA-1, which every JDK must have", broken);
    }
  }

  /** The state of the root: the digest of 16 zero bytes and the seed, highest byte first. */
  byte[] root(int seed) {
    var state = new byte[STATE];
    putInt(state, STATE - Integer.BYTES, seed);
    return digest.digest(state);
  }

  /** Writes the state of child number {@code child} over the 20 bytes at {@code childAt}. */
  void spawn(byte[] states, int parentAt, int child, int childAt) {
    System.arraycopy(states, parentAt, message, 0, STATE);
    putInt(message, STATE, child);
    digest.update(message);
    try {
      digest.digest(states, childAt, STATE);
    } catch (DigestException broken) {
      throw new IllegalStateException("no room for 20 bytes at " + childAt, broken);
    }
  }

  /** The number in [0, 1) that a state stands for: 31 bits of its last word. */
  static double uniform(byte[] states, int at) {
    int bits =
        (states[at + 16] & 0x7f) << 24
            | (states[at + 17] & 0xff) << 16
            | (states[at + 18] & 0xff) << 8
            | (states[at + 19] & 0xff);
    return bits * 0x1p-31;
  }

  private static void putInt(byte[] target, int at, int value) {
    target[at] = (byte) (value >>> 24);
    target[at + 1] = (byte) (value >>> 16);
    target[at + 2] = (byte) (value >>> 8);
    target[at + 3] = (byte) value;
  }
}
