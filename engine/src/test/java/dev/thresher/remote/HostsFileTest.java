package dev.thresher.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.remote.HostsFile.Mistake;
import dev.thresher.share.NodeAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsFileTest {
  private static final Path DIRECTORY = Path.of("/home/ada");
  private static final NodeAddress COORDINATOR = new NodeAddress("big", 7300);

  private static HostsFile.Reading parse(String text) {
    return HostsFile.parse(text, DIRECTORY);
  }

  @Test
  void aLineIsAHostWithSettingsAndTheRestIsComment() {
    var reading =
        parse(
            """
            # all of them

            left
              ada@right.example.org slots=8 label gpu=yes label rack=7 name=r thresher=/opt/thresher \
            listen=10.0.0.7:7301 identity=r.pem # the large one
            """);
    assertThat(reading.mistakes()).isEmpty();
    assertThat(reading.hosts())
        .containsExactly(
            new RemoteHost(
                3,
                "left",
                "left",
                OptionalInt.empty(),
                Map.of(),
                "thresher",
                Optional.empty(),
                Optional.empty()),
            new RemoteHost(
                4,
                "ada@right.example.org",
                "r",
                OptionalInt.of(8),
                Map.of("gpu", "yes", "rack", "7"),
                "/opt/thresher",
                Optional.of("10.0.0.7:7301"),
                Optional.of(Path.of("/home/ada/r.pem"))));
  }

  @Test
  void eachMistakeIsToldWithItsLine() {
    var reading =
        parse(
            """
            left slots=none
            right label gpu
            third speed=9
            fourth slots=1 slots=2
            fifth thresher=
            sixth
            ada@sixth
            """);
    assertThat(reading.mistakes())
        .extracting(Mistake::line)
        .as(reading.mistakes().toString())
        .containsExactly(1, 2, 3, 4, 5, 7);
    assertThat(reading.mistakes().get(2).message()).contains("'speed=9'", "slots=", "label");
    assertThat(reading.mistakes().get(5).message()).contains("line 6", "name=NAME");
  }

  @Test
  void aFileWithoutHostsIsAMistake() {
    assertThat(parse("# nobody\n").mistakes())
        .containsExactly(new Mistake(0, "names no host; write one a line"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-oProxyCommand=sh",
        "ada@-oProxyCommand=sh",
        "-v",
        "a;b",
        "$(id)",
        "a`id`",
        "a|b",
        "a/b",
        "ada@",
        "@left",
        "a@b@c",
        "left:22"
      })
  void whatIsNoNameOfAHostIsRefused(String word) {
    assertThat(parse(word).mistakes()).hasSize(1);
    assertThat(parse(word).hosts()).isEmpty();
  }

  @Test
  void theWordsStartAndEndTheSameWorkerAndHoldNoKey() {
    var host = parse("left slots=2 label gpu=no identity=left.pem thresher=/t").hosts().getFirst();
    assertThat(host.startWords(COORDINATOR))
        .containsExactly(
            "/t",
            "worker",
            "--join",
            "big:7300",
            "--name",
            "left",
            "--background",
            "--identity",
            "-",
            "--slots",
            "2",
            "--label",
            "gpu=no");
    assertThat(host.endWords(COORDINATOR, Duration.ofMinutes(2)))
        .containsExactly(
            "/t", "worker", "--join", "big:7300", "--name", "left", "--end", "--within", "120s");
  }

  @Test
  void whatIsWrittenDownIsReadAgain() {
    var hosts =
        parse("left\nada@right slots=3 label a=b listen=right identity=r.pem name=x\n").hosts();
    assertThat(hosts.stream().map(RemoteHost::toFields).map(RemoteHost::from).toList())
        .isEqualTo(List.copyOf(hosts));
  }
}
