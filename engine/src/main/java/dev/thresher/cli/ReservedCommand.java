package dev.thresher.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** A verb of the launcher's that has come past it: somebody started Java directly. */
@Command(hidden = true)
final class ReservedCommand implements Callable<Integer> {
  private final String verb;

  @Unmatched private List<String> ignored = new ArrayList<>();

  ReservedCommand(String verb) {
    this.verb = verb;
  }

  @Override
  public Integer call() {
    throw Refusal.of(
        "the verb " + verb + " belongs to the launcher; start it as ./thresher " + verb);
  }
}
