package dev.thresher.cli;

import dev.thresher.identity.CertificateAuthority;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Makes a cluster's authority: a directory with a key and a certificate.",
      "",
      "The key is needed to issue certificates and for nothing else: keep it where no worker runs."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.OK_TEXT,
      "2:bad command line, or the directory exists",
      "6:it cannot be written",
      ExitCodes.INTERNAL_TEXT
    })
final class CertInitCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private AuthorityOption authority = new AuthorityOption();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "thresher",
      description = "The cluster's name in its certificates; ${DEFAULT-VALUE} if none is given.")
  private String name = "thresher";

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "3650",
      description = "How long the authority is valid; ${DEFAULT-VALUE} if not given.")
  private int days = 3650;

  CertInitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    var directory = authority.directory(surroundings);
    try {
      var made = CertificateAuthority.create(directory, name, validity(days));
      surroundings
          .screen()
          .line(
              "wrote "
                  + directory
                  + ", valid until "
                  + CertShowCommand.until(made.certificate())
                  + "; next, for each host: thresher cert issue NAME --host HOST"
                  + authority.repeated());
      return ExitCodes.DONE;
    } catch (FileAlreadyExistsException taken) {
      throw Refusal.of(
          directory
              + " exists already; name another directory with --authority, as a second"
              + " authority would know none of the hosts of the first");
    } catch (IllegalArgumentException unfit) {
      throw Refusal.of(String.valueOf(unfit.getMessage()));
    } catch (IOException unwritable) {
      throw Refusal.disk(unwritable);
    }
  }

  static Duration validity(int days) {
    if (days < 1) {
      throw Refusal.of("--days " + days + ": must be at least 1");
    }
    return Duration.ofDays(days);
  }
}
