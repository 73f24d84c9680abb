package dev.thresher.identity;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.HexFormat;

/**
 * Writes the self-signed X.509 certificate of a run: version 3, P-256, ECDSA with SHA-256. TLS asks
 * for a certificate; all that this one says is its public key, and peers compare it as a whole.
 *
 * <p>The JDK can read certificates but not make them. A library that can would take 0.2 s to load,
 * as much as all the rest of the key's preparation. Layout: RFC 5280, section 4.1.
 */
final class DerCertificate {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8_STRING = 0x0c;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int VERSION_FIELD = 0xa0;

  private static final byte[] VERSION_3 = {2};
  private static final byte[] ECDSA_WITH_SHA256 = oid("06082a8648ce3d040302");
  private static final byte[] COMMON_NAME = oid("0603550403");
  private static final int SERIAL_BITS = 120;

  // A run ends long before; clocks of hosts may differ, so validity says nothing here.
  private static final String NOT_BEFORE = "20200101000000Z";
  private static final String NOT_AFTER = "21000101000000Z";

  private DerCertificate() {}

  static byte[] selfSigned(KeyPair keys) throws GeneralSecurityException {
    byte[] algorithm = tlv(SEQUENCE, ECDSA_WITH_SHA256);
    byte[] name = name("thresher run");
    byte[] content =
        tlv(
            SEQUENCE,
            tlv(VERSION_FIELD, tlv(INTEGER, VERSION_3)),
            tlv(INTEGER, new BigInteger(SERIAL_BITS, new SecureRandom()).toByteArray()),
            algorithm,
            name,
            tlv(SEQUENCE, time(NOT_BEFORE), time(NOT_AFTER)),
            name,
            keys.getPublic().getEncoded());
    return tlv(SEQUENCE, content, algorithm, tlv(BIT_STRING, new byte[1], sign(keys, content)));
  }

  private static byte[] sign(KeyPair keys, byte[] content) throws GeneralSecurityException {
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(content);
    return signature.sign();
  }

  private static byte[] name(String commonName) {
    byte[] text = tlv(UTF8_STRING, commonName.getBytes(StandardCharsets.UTF_8));
    return tlv(SEQUENCE, tlv(SET, tlv(SEQUENCE, COMMON_NAME, text)));
  }

  private static byte[] time(String text) {
    return tlv(GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] oid(String encoded) {
    return HexFormat.of().parseHex(encoded);
  }

  /** Tag, length, value; the parts follow each other. */
  private static byte[] tlv(int tag, byte[]... parts) {
    var value = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      value.writeBytes(part);
    }
    var whole = new ByteArrayOutputStream();
    whole.write(tag);
    writeLength(value.size(), whole);
    whole.writeBytes(value.toByteArray());
    return whole.toByteArray();
  }

  private static void writeLength(int length, ByteArrayOutputStream to) {
    if (length < 0x80) {
      to.write(length);
      return;
    }
    byte[] digits = BigInteger.valueOf(length).toByteArray();
    int from = digits[0] == 0 ? 1 : 0;
    to.write(0x80 | digits.length - from);
    to.write(digits, from, digits.length - from);
  }
}
