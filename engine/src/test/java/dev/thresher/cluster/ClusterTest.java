package dev.thresher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.thresher.identity.CertificateAuthority;
import dev.thresher.identity.TlsIdentity;
import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Leave;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final TlsIdentity identity = TlsIdentity.generate();
  private final List<ActorSystem<?>> systems = new ArrayList<>();
  private ActorSystem<Void> coordinator =
      started(EngineSystem.coordinator(Behaviors.<Void>empty(), identity));

  private <T> ActorSystem<T> started(ActorSystem<T> system) {
    systems.add(system);
    return system;
  }

  private ActorSystem<Void> worker(int number, TlsIdentity key) {
    var incarnation = new Incarnation(WorkerId.numbered(number), 1);
    var system =
        started(
            EngineSystem.worker(Behaviors.<Void>empty(), key, incarnation, Duration.ofMinutes(1)));
    EngineSystem.join(system, EngineSystem.address(coordinator));
    return system;
  }

  @AfterEach
  void stop() {
    systems.forEach(ActorSystem::terminate);
    systems.forEach(
        system -> await().atMost(LONG).until(() -> system.whenTerminated().isCompleted()));
  }

  private Set<String> up() {
    var members = Cluster.get(coordinator).state().getMembers();
    return StreamSupport.stream(members.spliterator(), false)
        .filter(member -> member.status().equals(MemberStatus.up()))
        .map(ClusterTest::name)
        .collect(Collectors.toSet());
  }

  private static String name(Member member) {
    return Roles.incarnation(member.getRoles()).map(Object::toString).orElse("coordinator");
  }

  @Test
  void whoHoldsTheKeyOfTheRunBecomesAMemberAndNobodyElse() {
    worker(1, TlsIdentity.generate());
    worker(2, identity);
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(up()).containsExactlyInAnyOrder("coordinator", "w2"));
    await()
        .during(Duration.ofSeconds(2))
        .atMost(LONG)
        .untilAsserted(() -> assertThat(Cluster.get(coordinator).state().getMembers()).hasSize(2));
  }

  @Test
  void theCoordinatorStaysUpWhenItTakesOutEveryWorkerAtOnce() {
    for (int i = 1; i <= 3; i++) {
      worker(i, identity);
    }
    await().atMost(LONG).untilAsserted(() -> assertThat(up()).hasSize(4));
    var addresses =
        systems.stream().skip(1).map(system -> Cluster.get(system).selfMember().address()).toList();
    systems.stream().skip(1).forEach(ActorSystem::terminate);
    addresses.forEach(address -> Cluster.get(coordinator).manager().tell(new Down(address)));
    await().atMost(LONG).untilAsserted(() -> assertThat(up()).containsExactly("coordinator"));
    worker(4, identity);
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(up()).containsExactlyInAnyOrder("coordinator", "w4"));
  }

  @Test
  void aWorkerThatIsTakenOutEndsItsSystem() {
    var worker = worker(1, identity);
    await().atMost(LONG).until(() -> up().size() == 2);
    Cluster.get(coordinator).manager().tell(new Down(Cluster.get(worker).selfMember().address()));
    await().atMost(LONG).until(() -> worker.whenTerminated().isCompleted());
  }

  @Test
  void aWorkerWhoseCoordinatorLeavesEndsItsSystem() {
    var worker = worker(1, identity);
    await().atMost(LONG).until(() -> up().size() == 2);
    var address = Cluster.get(coordinator).selfMember().address();
    Cluster.get(coordinator).manager().tell(new Leave(address));
    await().atMost(LONG).until(() -> worker.whenTerminated().isCompleted());
  }

  @Test
  void ofAnAuthoritysHostsThoseAreMembersThatAreWhereTheirCertificateSays(@TempDir Path home)
      throws IOException {
    var year = Duration.ofDays(365);
    var authority = CertificateAuthority.create(home.resolve("ours"), "ours", year);
    var other = CertificateAuthority.create(home.resolve("others"), "others", year);
    var here = List.of("127.0.0.1");
    coordinator =
        started(
            EngineSystem.coordinator(
                Behaviors.<Void>empty(), authority.issue("coordinator", here, year)));
    worker(1, other.issue("w1", here, year));
    worker(2, authority.issue("w2", List.of("10.9.9.9"), year));
    worker(3, authority.issue("w3", here, year));
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(up()).containsExactlyInAnyOrder("coordinator", "w3"));
    await()
        .during(Duration.ofSeconds(2))
        .atMost(LONG)
        .untilAsserted(() -> assertThat(Cluster.get(coordinator).state().getMembers()).hasSize(2));
  }

  @Test
  void aHandshakeSucceedsOnlyWithTheCertificateAndItsKey() throws Exception {
    try (var good = connected(new OnlyKey(identity))) {
      good.setSoTimeout(300);
      assertThatThrownBy(() -> good.getInputStream().read())
          .isInstanceOf(java.net.SocketTimeoutException.class);
    }
    assertRefused(null);
    assertRefused(new OnlyKey(TlsIdentity.generate()));
    var stolenCertificate =
        new TlsIdentity(TlsIdentity.generate().privateKey(), identity.certificate());
    assertRefused(new OnlyKey(stolenCertificate));
  }

  // In TLS 1.3 the client is done before the server has looked at its certificate: the refusal
  // comes
  // with the first read, as an alert or as a reset, depending on who is faster. Silence is no
  // refusal.
  private void assertRefused(@Nullable KeyManager key) {
    assertThatThrownBy(
            () -> {
              try (var socket = connected(key)) {
                socket.setSoTimeout(10_000);
                socket.getInputStream().read();
              }
            })
        .isInstanceOfAny(SSLException.class, SocketException.class);
  }

  private SSLSocket connected(@Nullable KeyManager key)
      throws GeneralSecurityException, IOException {
    var context = SSLContext.getInstance("TLSv1.3");
    var keys = key == null ? new KeyManager[0] : new KeyManager[] {key};
    var trust = new TrustManager[] {new OnlyCertificate(identity.certificate())};
    context.init(keys, trust, null);
    var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port());
    socket.startHandshake();
    return socket;
  }

  @Test
  void plainTextIsCutOff() throws IOException {
    try (var socket = new Socket("127.0.0.1", port())) {
      socket
          .getOutputStream()
          .write("AKKA\1\0\0\0\5hello\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      socket.setSoTimeout(10_000);
      // An alert, then the end; never an answer of the protocol behind.
      byte[] answer = socket.getInputStream().readAllBytes();
      assertThat(answer.length).isLessThan(16);
    }
  }

  private int port() {
    return Cluster.get(coordinator).selfMember().address().port().get() instanceof Integer port
        ? port
        : -1;
  }
}
