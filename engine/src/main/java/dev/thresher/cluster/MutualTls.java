package dev.thresher.cluster;

import dev.thresher.identity.TlsIdentity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import scala.Option;

/**
 * TLS 1.3 in which both sides must show a certificate that the identity trusts, and prove that they
 * hold its key, before a byte of any message is read. Of an authority's certificates only that of
 * the host to which a node connects will do there; so one that was stolen is of use on its own host
 * alone, as nodes connect both ways.
 */
final class MutualTls implements SSLEngineProvider {
  private static final String PROTOCOL = "TLSv1.3";
  private static final String CIPHER = "TLS_AES_128_GCM_SHA256";

  private static final String GROUP = "secp256r1";

  private final SSLContext context;
  private final boolean checksNames;

  MutualTls(TlsIdentity identity) {
    checksNames = identity.authority().isPresent();
    try {
      context = SSLContext.getInstance(PROTOCOL);
      context.init(
          new KeyManager[] {new OnlyKey(identity)},
          new TrustManager[] {
            identity
                .authority()
                .map(MutualTls::signedBy)
                .orElseGet(() -> new OnlyCertificate(identity.certificate()))
          },
          null);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this JDK has no " + PROTOCOL, missing);
    }
  }

  private static TrustManager signedBy(X509Certificate authority) {
    try {
      var anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, null);
      anchors.setCertificateEntry("authority", authority);
      var factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(anchors);
      return factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException missing) {
      throw new IllegalStateException("this JDK cannot check certificates", missing);
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
    if (checksNames) {
      var parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
    }
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

  // The handshake has compared the certificate as a whole, or checked chain and name.
  @Override
  public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
    return Option.empty();
  }

  @Override
  public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
    return Option.empty();
  }
}
