package dev.thresher.cli;

import dev.thresher.identity.CertificateAuthority;
import dev.thresher.identity.IdentityFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "issue",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Writes the file by which one host is known in the cluster: its key, its certificate, and"
          + " that of the authority.",
      "",
      "Take it to the host by a way that nobody else can read, such as scp; there it must belong"
          + " to the user who starts thresher, with mode 600."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.OK_TEXT,
      "2:bad command line, no authority, or the file exists",
      "6:it cannot be written",
      ExitCodes.INTERNAL_TEXT
    })
final class CertIssueCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AuthorityOption authority = new AuthorityOption();

  @Parameters(index = "0", paramLabel = "NAME", description = "The host's name, for people.")
  private String name = "";

  @Option(
      names = "--host",
      paramLabel = "HOST",
      split = ",",
      required = true,
      description =
          "A name or address by which other hosts connect to it; may be repeated. At any other it"
              + " is refused.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write; NAME.pem if none is given.")
  private @Nullable Path out;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "365",
      description = "How long the certificate is valid; ${DEFAULT-VALUE} if not given.")
  private int days = 365;

  CertIssueCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    var validity = CertInitCommand.validity(days);
    var issuer = open();
    var file = surroundings.directory().resolve(out == null ? Path.of(name + ".pem") : out);
    try {
      var identity = issuer.issue(name, hosts, validity);
      IdentityFile.write(file, identity);
      surroundings
          .screen()
          .line(
              "wrote "
                  + file
                  + " for "
                  + String.join(", ", hosts)
                  + ", valid until "
                  + CertShowCommand.until(identity.certificate()));
      return ExitCodes.DONE;
    } catch (FileAlreadyExistsException taken) {
      throw Refusal.of(file + " exists already; remove it, or name another file with --out");
    } catch (IllegalArgumentException unfit) {
      throw Refusal.of(String.valueOf(unfit.getMessage()));
    } catch (IOException unwritable) {
      throw Refusal.disk(unwritable);
    }
  }

  private CertificateAuthority open() {
    try {
      return CertificateAuthority.open(authority.directory(surroundings));
    } catch (IOException none) {
      throw Refusal.of(String.valueOf(none.getMessage()));
    }
  }
}
