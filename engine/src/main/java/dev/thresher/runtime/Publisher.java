package dev.thresher.runtime;

import dev.thresher.execute.bodies.FileDigest;
import dev.thresher.journal.Entry;
import dev.thresher.journal.PublicationRule;
import dev.thresher.model.Bytes;
import dev.thresher.runtime.durable.RunLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives whole outputs their names. With a ledger it is written down first which ones, so that a
 * later life of the run can tell its own from what somebody else has made.
 */
record Publisher(RunLedger ledger, boolean overwrite) {
  void publish(List<OutputFile> files) throws IOException, InterruptedException {
    var outputs = new ArrayList<Entry.Output>();
    for (var file : files) {
      var whole = file.complete();
      if (ledger.isThere()) {
        outputs.add(output(file.path(), whole));
      }
    }
    ledger.publishing(outputs);
    for (int i = 0; i < files.size(); i++) {
      publish(files.get(i), i < outputs.size() ? ruleFor(outputs.get(i)) : PublicationRule.GIVE);
    }
  }

  private static void publish(OutputFile file, PublicationRule rule) throws IOException {
    switch (rule) {
      case GIVE, REFUSE -> file.publish(); // which refuses by itself, in the same step
      case REPLACE -> file.publishOver();
      case DONE -> {}
    }
  }

  private PublicationRule ruleFor(Entry.Output whole) throws IOException {
    var path = Path.of(whole.path());
    var earlier = ledger.published(path);
    return PublicationRule.of(whole, found(path, earlier.isPresent()), earlier, overwrite);
  }

  /** What bears the name; its content is of interest only if it may be ours. */
  static Optional<Entry.Output> found(Path path, boolean maybeOurs) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    return Optional.of(
        maybeOurs && Files.isRegularFile(path)
            ? output(path, path)
            : new Entry.Output(path.toString(), 0, Bytes.EMPTY));
  }

  private static Entry.Output output(Path path, Path content) throws IOException {
    return new Entry.Output(path.toString(), Files.size(content), FileDigest.sha256(content));
  }
}
