package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.OutputSpec;
import dev.thresher.rundir.RowTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the result of one stage goes: to its output, which appears when the run has ended well, and
 * to the stages that take its rows.
 */
final class Outlet implements RowSink, AutoCloseable {
  private final Optional<OutputSpec> output;
  private final RowTable table;
  private final OutputFile.Manner manner;
  private final List<RowSink> followers = new ArrayList<>();
  private @Nullable OutputFile file;
  private boolean ended;

  private Outlet(Optional<OutputSpec> output, RowTable table, OutputFile.Manner manner) {
    this.output = output;
    this.table = table;
    this.manner = manner;
  }

  /** For one value, or a table that is known as a whole. */
  static Outlet ofWhole(Optional<OutputSpec> output, RowTable table, OutputFile.Manner manner) {
    return new Outlet(output, table, manner);
  }

  /**
   * For rows that come one after the other.
   *
   * @throws IOException if the output cannot be written
   */
  static Outlet ofRows(Optional<OutputSpec> output, RowTable table, OutputFile.Manner manner)
      throws IOException {
    var outlet = new Outlet(output, table, manner);
    if (output.isPresent()) {
      outlet.file = OutputFile.table(output.get(), table, manner);
    }
    return outlet;
  }

  void follow(RowSink follower) {
    followers.add(follower);
  }

  @Override
  public void row(Fields row) throws IOException {
    if (file != null) {
      file.write(row);
    }
    for (var follower : followers) {
      follower.row(row);
    }
  }

  /** The only value; those who want rows get those of its table, or itself as one. */
  void whole(Value value) throws IOException {
    if (output.isPresent()) {
      file = OutputFile.whole(output.get(), table, value, manner);
    }
    for (var row : OutputFile.rowsOf(value)) {
      for (var follower : followers) {
        follower.row(row.asFields());
      }
    }
  }

  @Override
  public void end() throws IOException {
    ended = true;
    for (var follower : followers) {
      follower.end();
    }
  }

  /** The file that is to appear; empty if there is none, or the result is not whole. */
  Optional<OutputFile> whole() {
    return ended ? Optional.ofNullable(file) : Optional.empty();
  }

  /** Lets go of a file that was not published. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
