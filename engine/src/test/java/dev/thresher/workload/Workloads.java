package dev.thresher.workload;

import dev.thresher.task.RecordFormat;
import dev.thresher.task.RecordSurvey;
import dev.thresher.workload.hocon.Complaint;
import dev.thresher.workload.hocon.Origin;
import dev.thresher.workload.hocon.SourceReader;
import dev.thresher.workload.hocon.SourceReader.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads texts of tests as {@code w.conf} in {@code /work}, beside three photos and a note. */
public final class Workloads {
  private static final List<Path> FILES =
      List.of(
          Path.of("/work/note.txt"),
          Path.of("/work/photos/a.jpg"),
          Path.of("/work/photos/b.jpg"),
          Path.of("/work/photos/c.png"));

  private Workloads() {}

  static Reading read(String text, String... sets) {
    return read(text, new Overrides(List.of(sets), Optional.empty(), OptionalInt.empty()));
  }

  static Reading read(String text, Overrides overrides) {
    SourceReader sources =
        path -> {
          if (!path.equals("w.conf")) {
            throw new AssertionError("asked for " + path);
          }
          return new Source.Text(path, text);
        };
    return new WorkloadReader(new FakeKinds(), new FakeCode(), settings())
        .read(sources, "w.conf", new FakeFiles(), overrides);
  }

  public static Workload accepted(String text, String... sets) {
    return switch (read(text, sets)) {
      case Reading.Accepted(Workload workload, EffectiveSettings _) -> workload;
      case Reading.Refused(List<Complaint> complaints) ->
          throw new AssertionError("refused: " + complaints);
    };
  }

  static List<String> complaints(String text, String... sets) {
    return switch (read(text, sets)) {
      case Reading.Accepted accepted -> throw new AssertionError("accepted: " + accepted);
      case Reading.Refused(List<Complaint> complaints) ->
          complaints.stream().map(Complaint::render).toList();
    };
  }

  static SettingsReader settings() {
    return SettingsReader.of(reference());
  }

  /** The text of the engine's own reference. */
  public static String reference() {
    try (var in = Workloads.class.getResourceAsStream("/dev/thresher/reference.conf")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static final class FakeFiles implements FileLookup {
    @Override
    public Piped standardInput(Origin writtenAt) {
      return new Piped.Refused("nothing is piped in");
    }

    @Override
    public Path resolve(String path, Origin writtenAt) {
      var base = writtenAt instanceof Origin.Argument ? "/here" : "/work";
      return Path.of(base).resolve(path).normalize();
    }

    @Override
    public boolean isReadableFile(Path path) {
      return FILES.contains(path);
    }

    @Override
    public boolean isProgram(String name) {
      return !name.startsWith("no-such");
    }

    @Override
    public RecordSurvey survey(Path file, RecordFormat format, String lineColumn) {
      return new RecordSurvey.Refused(0, "there is no such file");
    }

    @Override
    public RecordSurvey blocks(Path file, long bytes) {
      return new RecordSurvey.Refused(0, "there is no such file");
    }

    // As far as the patterns of these tests go: directories by name, then names by pattern.
    @Override
    public Matches find(GlobPattern pattern, Origin writtenAt) {
      var directory = resolve("", writtenAt);
      for (var segment : pattern.segments()) {
        if (segment instanceof GlobPattern.Name(String name)) {
          directory = directory.resolve(name);
        }
      }
      var parent = directory;
      return new Matches.Files(
          FILES.stream()
              .filter(file -> parent.equals(file.getParent()) || parent.equals(file))
              .filter(file -> fits(file, pattern.segments().getLast()))
              .toList());
    }

    private static boolean fits(Path file, GlobPattern.Segment last) {
      return !(last instanceof GlobPattern.Names names)
          || names.matches(file.getFileName().toString());
    }
  }
}
