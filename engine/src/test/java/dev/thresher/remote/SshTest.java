package dev.thresher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a program in the place of ssh that does here, by a shell, what it is to do there. */
@Timeout(60)
class SshTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final byte[] KEY = "the key\n".getBytes(StandardCharsets.UTF_8);
  private static final RemoteHost HOST =
      HostsFile.parse("ada@left", Path.of("/")).hosts().getFirst();

  @TempDir Path directory;
  private Ssh ssh = new Ssh(Path.of("/"));

  @BeforeEach
  void pretend() throws IOException {
    ssh =
        pretending(
            """
            for word; do last=$word; done
            printf '%%s\\n' "$@" >%s
            exec sh -c "$last"
            """
                .formatted(directory.resolve("words")));
  }

  private Ssh pretending(String script) throws IOException {
    var program = directory.resolve("ssh");
    Files.writeString(program, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new Ssh(program);
  }

  @Test
  void wordsArriveAsTheyWereAndTheKeyIsReadNotSeen() throws Exception {
    var odd =
        List.of(
            "printf",
            "<%s>",
            "a b",
            "it's",
            "$HOME",
            "`id`",
            "",
            "*",
            "a\nb",
            "--label",
            "k=v;reboot",
            "é");
    var ended = ssh.run(HOST, odd, KEY, LONG);
    assertThat(ended.exit()).isZero();
    assertThat(ended.out())
        .isEqualTo("<a b><it's><$HOME><`id`><><*><a\nb><--label><k=v;reboot><é>");
    assertThat(ssh.run(HOST, List.of("cat"), KEY, LONG).out()).isEqualTo("the key\n");
    var words = Files.readAllLines(directory.resolve("words"));
    assertThat(words).containsSubsequence("-o", "BatchMode=yes", "--", "ada@left", "cat");
    assertThat(words).noneMatch(word -> word.contains("the key"));
  }

  @Test
  void aLauncherBelowTheHomeIsFoundThere() throws Exception {
    assertThat(ssh.run(HOST, List.of("echo", "~/x y"), KEY, LONG).out())
        .isEqualTo(System.getenv("HOME") + "/x y\n");
  }

  @Test
  void whatDoesNotEndInTimeIsGivenUp() {
    assertThatThrownBy(() -> ssh.run(HOST, List.of("sleep", "30"), KEY, Duration.ofMillis(300)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no end within");
  }

  // As OpenSSH 9.2 prints it.
  @Test
  void whatSshSaysBecomesASentence() {
    sentence(
        "ssh: Could not resolve hostname left: Name or service not known\n",
        "no host of that name");
    sentence(
        "No ED25519 host key is known for left and you have requested strict checking.\r\n"
            + "Host key verification failed.\r\n",
        "does not know its host key; say 'ssh ada@left' once");
    sentence(
        "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\nHost key verification failed.",
        "another one than ssh has known");
    sentence(
        "ada@left: Permission denied (publickey).\r\n", "'ssh -o BatchMode=yes ada@left true'");
    sentence("ssh: connect to host left port 22: Connection refused\r\n", "is sshd on");
    sentence("ssh: connect to host left port 22: Connection timed out\r\n", "firewall");
    sentence("ssh: connect to host left port 22: No route to host\r\n", "no way to it");
    sentence("Bad owner or permissions on config\n", "ssh fails: Bad owner or permissions");
  }

  private static void sentence(String err, String expected) {
    assertThat(SshFailure.sentence(HOST, new Ssh.Ended(255, "", err))).contains(expected);
  }

  @Test
  void whatTheShellAndThresherSayBecomesASentenceToo() throws Exception {
    var missing = ssh.run(HOST, List.of("no-such-thresher"), KEY, LONG);
    assertThat(SshFailure.isThreshers(missing)).isFalse();
    assertThat(SshFailure.sentence(HOST, missing)).contains("no program thresher on the PATH");
    var refusal =
        ssh.run(
            HOST, List.of("sh", "-c", "echo 'error: left is full\u001b' >&2; exit 3"), KEY, LONG);
    assertThat(SshFailure.isThreshers(refusal)).isTrue();
    assertThat(SshFailure.sentence(HOST, refusal)).isEqualTo("left is full\\u001b");
  }
}
