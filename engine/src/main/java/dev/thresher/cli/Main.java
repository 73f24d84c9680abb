package dev.thresher.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line's entry: parses the arguments, hands them to a verb, exits with its code. */
@Command(
    name = "thresher",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Runs one workload on threads or on processes.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every task completed", "2:bad command line or workload file"})
public final class Main implements Runnable {

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.err);
  }

  /** The version comes from the jar's manifest; classes that lie in a directory have none. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "thresher " + (version == null ? "(development)" : version),
        "JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
      };
    }
  }
}
