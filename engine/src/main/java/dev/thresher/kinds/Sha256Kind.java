package dev.thresher.kinds;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.task.Division;
import dev.thresher.task.Parameter;
import dev.thresher.task.Parameter.Type.ReadableFile;
import dev.thresher.task.Reducer;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** {@code sha256}: the SHA-256 digest of a file. */
final class Sha256Kind implements TaskKind {
  private static final String FILE = "file";
  private static final String TABLE = "table";

  @Override
  public String name() {
    return "sha256";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "the SHA-256 digest of a file, as sha256sum prints it";
  }

  @Override
  public String source() {
    return "FIPS 180-4, Secure Hash Standard, 2015; https://doi.org/10.6028/NIST.FIPS.180-4";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.required(FILE, new ReadableFile(), "", "the file to digest"));
  }

  @Override
  public List<String> resultFields() {
    return List.of(FILE, "bytes", "sha256");
  }

  @Override
  public Set<String> fieldsWithoutNumbers() {
    return Set.of(FILE, "sha256");
  }

  @Override
  public Division divide(Fields constants) {
    return Pieces.whole();
  }

  @Override
  public Value run(Fields arguments, TaskContext context)
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    var file = arguments.text(FILE);
    long bytes =
        FileChunks.read(Path.of(file), context, (chunk, length) -> digest.update(chunk, 0, length));
    var line = new LinkedHashMap<String, Value>();
    line.put(FILE, Value.of(file));
    line.put("bytes", Value.of(bytes));
    line.put("sha256", Value.of(HexFormat.of().formatHex(digest.digest())));
    return table(List.of(new Fields(line)));
  }

  @Override
  public Reducer reducer() {
    return new Tables();
  }

  private static Fields table(List<Value> lines) {
    return Fields.of(TABLE, new Sequence(lines));
  }

  /** A partial result is a table of files; the result of one file alone is finished as its line. */
  private record Tables() implements Reducer {
    @Override
    public Value combine(Value left, Value right) {
      var lines = new ArrayList<>(linesOf(left));
      lines.addAll(linesOf(right));
      return table(lines);
    }

    @Override
    public Value finish(Value combined, Fields constants) {
      boolean oneFile = constants.find(FILE).isPresent() && linesOf(combined).size() == 1;
      return oneFile ? linesOf(combined).getFirst() : combined;
    }

    private static List<Value> linesOf(Value partial) {
      return partial.asFields().get(TABLE).asSequence();
    }
  }
}
