package dev.thresher.cli;

import picocli.CommandLine.IVersionProvider;

/** The version comes from the jar's manifest; classes that lie in a directory have none. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    var version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "thresher " + (version == null ? "(development)" : version),
      "JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
    };
  }
}
