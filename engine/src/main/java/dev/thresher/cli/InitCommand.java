package dev.thresher.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Writes a commented workload file that runs as it is, to begin from.",
      "",
      "sweep: one task per combination of values, a table of results.",
      "mapreduce: one task per file, all results made into one.",
      "command: one run of a program per file, a file from each."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.OK_TEXT,
      "2:bad command line, or the file exists",
      "6:the file cannot be written",
      ExitCodes.INTERNAL_TEXT
    })
final class InitCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  enum Template {
    sweep,
    command,
    mapreduce
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TEMPLATE",
      defaultValue = "sweep",
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if none is given.")
  private Template template = Template.sweep;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The file to write, TEMPLATE.conf if none is given; - for standard output.")
  private @Nullable String file;

  InitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    var text = text(template);
    var name = file == null ? template + ".conf" : file;
    if (name.equals("-")) {
      surroundings.results(List.of(text.stripTrailing()));
      return ExitCodes.DONE;
    }
    return write(surroundings.directory().resolve(name), text);
  }

  private int write(Path path, String text) {
    var screen = surroundings.screen();
    try {
      Files.writeString(path, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      screen.line("wrote " + path + "; run it with: thresher run " + path);
      return ExitCodes.DONE;
    } catch (FileAlreadyExistsException taken) {
      throw Refusal.of(path + " exists already; name another file");
    } catch (IOException unwritable) {
      throw Refusal.disk(unwritable);
    }
  }

  static String text(Template template) {
    try (InputStream stream = InitCommand.class.getResourceAsStream("init/" + template + ".conf")) {
      if (stream == null) {
        throw new IllegalStateException("the template " + template + " is missing from the jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
