package dev.thresher.runtime;

import dev.thresher.data.RecordSurveyor;
import dev.thresher.data.TextBlocks;
import dev.thresher.host.Programs;
import dev.thresher.task.RecordFormat;
import dev.thresher.task.RecordSurvey;
import dev.thresher.workload.FileLookup;
import dev.thresher.workload.GlobPattern;
import dev.thresher.workload.hocon.Limits;
import dev.thresher.workload.hocon.Origin;
import dev.thresher.workload.hocon.SourceReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The files around one workload file. Texts are read only from regular files whose real path lies
 * in the workload's directory; patterns may name files anywhere.
 */
final class WorkloadFiles implements SourceReader, FileLookup {
  private final Path directory;
  private final Path current;
  private final String mainFile;
  private final String shownPrefix;
  private final PipedInput piped;

  /**
   * @param file the workload file, as the user named it
   * @param current the directory that {@code file} is relative to, absolute
   */
  WorkloadFiles(Path file, Path current, PipedInput piped) {
    this.piped = piped;
    var parent = file.getParent();
    this.directory = current.resolve(parent == null ? Path.of("") : parent).normalize();
    this.current = current;
    this.mainFile = String.valueOf(file.getFileName());
    this.shownPrefix = parent == null ? "" : parent + "/";
  }

  @Override
  public Source read(String path) {
    var shownAs = shownPrefix + path;
    try {
      var file = directory.resolve(path).toRealPath();
      // The user named the main file: if it is a link, they meant where it leads.
      if (!path.equals(mainFile) && !file.startsWith(directory.toRealPath())) {
        return new Source.Unreadable(shownAs, "leads out of the directory of the workload file");
      }
      return read(file, shownAs);
    } catch (NoSuchFileException missing) {
      return new Source.Unreadable(shownAs, "does not exist");
    } catch (CharacterCodingException malformed) {
      return new Source.Unreadable(shownAs, "is not a text in UTF-8");
    } catch (IOException unreadable) {
      return new Source.Unreadable(shownAs, "cannot be read");
    }
  }

  // A pipe or device could keep us waiting or never end.
  private static Source read(Path file, String shownAs) throws IOException {
    if (!Files.isRegularFile(file)) {
      return new Source.Unreadable(shownAs, "is not a regular file");
    }
    byte[] content;
    try (var in = Files.newInputStream(file)) {
      content = in.readNBytes(Limits.FILE_BYTES + 1);
    }
    if (content.length > Limits.FILE_BYTES) {
      return new Source.Unreadable(shownAs, "is larger than 1 MiB");
    }
    var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
    return new Source.Text(shownAs, text.toString());
  }

  @Override
  public Path resolve(String path, Origin writtenAt) {
    return base(writtenAt).resolve(path).normalize();
  }

  @Override
  public boolean isReadableFile(Path path) {
    return Files.isRegularFile(path) && Files.isReadable(path);
  }

  @Override
  public boolean isProgram(String name) {
    return Programs.isThere(name, System.getenv().getOrDefault("PATH", ""));
  }

  @Override
  public Matches find(GlobPattern pattern, Origin writtenAt) {
    var start = pattern.isAbsolute() ? directory.getRoot() : base(writtenAt);
    return new GlobSearch(pattern).from(start);
  }

  @Override
  public RecordSurvey survey(Path file, RecordFormat format, String lineColumn) {
    return Files.exists(file) || !isWhereItRuns(file)
        ? RecordSurveyor.survey(file, format, lineColumn)
        : new RecordSurvey.Refused(
            0,
            "there is no such file; the one in %s is not meant, inputs count from the directory of the workload file"
                .formatted(current));
  }

  private boolean isWhereItRuns(Path file) {
    return file.startsWith(directory) && Files.exists(current.resolve(directory.relativize(file)));
  }

  @Override
  public Piped standardInput(Origin writtenAt) {
    return piped.keep(writtenAt);
  }

  @Override
  public RecordSurvey blocks(Path file, long bytes) {
    return TextBlocks.cut(file, bytes);
  }

  // Who types a path on the command line means it from where they are.
  private Path base(Origin writtenAt) {
    return switch (writtenAt) {
      case Origin.InFile _, Origin.Default _ -> directory;
      case Origin.Argument _ -> current;
    };
  }
}
