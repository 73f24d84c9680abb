package dev.thresher.cli;

import dev.thresher.identity.Certified;
import dev.thresher.identity.IdentityFile;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Says for which host such a file is, until when, and whether it is of use now.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.OK_TEXT,
      "2:bad command line, or a file that is of no use",
      ExitCodes.INTERNAL_TEXT
    })
final class CertShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "FILE", description = "What cert issue has written.")
  private Path file = Path.of("");

  @Option(
      names = "--json",
      description = "Prints one JSON object: name, hosts, until, authority, fingerprint.")
  private boolean json;

  CertShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try {
      var path = surroundings.directory().resolve(file);
      var identity = IdentityFile.read(path, surroundings.clock().instant());
      show(Certified.of(identity), until(identity.certificate()));
      return ExitCodes.DONE;
    } catch (IOException unfit) {
      throw Refusal.of(String.valueOf(unfit.getMessage()));
    }
  }

  private void show(Certified certified, String until) {
    if (json) {
      surroundings.json(
          Fields.of("name", Value.of(certified.name()))
              .with(
                  "hosts", new Sequence(certified.hosts().stream().<Value>map(Value::of).toList()))
              .with("until", Value.of(until))
              .with("authority", Value.of(certified.authority()))
              .with("fingerprint", Value.of(certified.fingerprint())));
    } else {
      surroundings.results(
          List.of(
              "name         " + certified.name(),
              "hosts        " + String.join(", ", certified.hosts()),
              "until        " + until,
              "authority    " + certified.authority(),
              "fingerprint  " + certified.fingerprint()));
    }
  }

  static String until(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant().atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}
