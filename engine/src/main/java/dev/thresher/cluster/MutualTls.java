package dev.thresher.cluster;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import scala.Option;

/**
 * TLS 1.3 in which both sides must show the run's certificate and prove that they hold its key,
 * before a byte of any message is read.
 */
final class MutualTls implements SSLEngineProvider {
  private static final String PROTOCOL = "TLSv1.3";
  private static final String CIPHER = "TLS_AES_128_GCM_SHA256";

  private static final String GROUP = "secp256r1";

  private final SSLContext context;

  MutualTls(TlsIdentity identity) {
    try {
      context = SSLContext.getInstance(PROTOCOL);
      context.init(
          new KeyManager[] {new OnlyKey(identity)},
          new TrustManager[] {new OnlyCertificate(identity.certificate())},
          null);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this JDK has no " + PROTOCOL, missing);
    }
  }

  @Override
  public SSLEngine createServerSSLEngine(String hostname, int port) {
    var engine = engine(hostname, port);
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(true);
    return engine;
  }

  @Override
  public SSLEngine createClientSSLEngine(String hostname, int port) {
    var engine = engine(hostname, port);
    engine.setUseClientMode(true);
    return engine;
  }

  private SSLEngine engine(String hostname, int port) {
    var engine = context.createSSLEngine(hostname, port);
    engine.setEnabledProtocols(new String[] {PROTOCOL});
    engine.setEnabledCipherSuites(new String[] {CIPHER});
    // One curve for the key exchange and the signature: half the code to warm up at a cold start.
    var parameters = engine.getSSLParameters();
    parameters.setNamedGroups(new String[] {GROUP});
    engine.setSSLParameters(parameters);
    return engine;
  }

  // The handshake has compared the certificate as a whole; a host name would add nothing to that.
  @Override
  public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
    return Option.empty();
  }

  @Override
  public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
    return Option.empty();
  }
}
