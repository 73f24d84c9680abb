package dev.thresher.workload;

import dev.thresher.workload.CodeLookup.PythonCode;
import dev.thresher.workload.hocon.Complaints;
import dev.thresher.workload.hocon.Node;
import dev.thresher.workload.hocon.Node.Branch;
import dev.thresher.workload.hocon.Node.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A function of the user's: {@code python = "module:function"}. */
final class PythonForm implements TaskForm {
  static final String KEY = "python";
  private static final Pattern FUNCTION =
      Pattern.compile(
          "([\\p{L}_][\\p{L}\\p{N}_]*(?:\\.[\\p{L}_][\\p{L}\\p{N}_]*)*):([\\p{L}_][\\p{L}\\p{N}_]*)");

  private final CodeLookup code;
  private final FileLookup files;
  private final Complaints complaints;
  private final Scalars scalars;

  PythonForm(CodeLookup code, FileLookup files, Complaints complaints) {
    this.code = code;
    this.files = files;
    this.complaints = complaints;
    this.scalars = new Scalars(complaints);
  }

  @Override
  public List<String> keys() {
    return List.of(KEY);
  }

  @Override
  public Optional<TaskHead> read(Branch task, StageBlocks blocks, InputColumns columns) {
    return read(task.find(KEY).orElseThrow());
  }

  private Optional<TaskHead> read(Node node) {
    var matcher = FUNCTION.matcher(node instanceof Scalar scalar ? scalar.written() : "");
    if (!matcher.matches()) {
      scalars.complain(node, KEY, "a module and a function, such as \"module:function\"");
      return Optional.empty();
    }
    var wanted =
        new PythonCode(
            node.origin(), files.resolve("", node.origin()), matcher.group(1), matcher.group(2));
    return TaskHead.of(code.python(wanted), List.of(KEY), complaints);
  }
}
