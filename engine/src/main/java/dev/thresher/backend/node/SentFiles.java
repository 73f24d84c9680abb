package dev.thresher.backend.node;

import dev.thresher.model.Incarnation;
import dev.thresher.share.NodeAddress;
import dev.thresher.task.RecordFiles;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What hosts that do not see a driver's files have to do with them.
 *
 * @param records how the driver itself reads records
 * @param base where relative names of commands begin
 * @param archives a directory of the run for what is made to be sent
 * @param staging a directory of the run for what tasks make
 * @param worker where each worker's own files would be if it saw the run's directory
 * @param largest most bytes of one file
 */
public record SentFiles(
    RecordFiles records,
    Path base,
    Path archives,
    Path staging,
    Function<Incarnation, WorkerTerms> worker,
    long largest) {

  FilesDesk desk(BiConsumer<NodeAddress, NodeMessage> tell) {
    var any = worker.apply(new Incarnation(dev.thresher.model.WorkerId.numbered(1), 1));
    var ofRun = new FilesOfRun(records, base, any.blobs(), archives, largest);
    var places = new ArrivingFiles.Places(any.blobs(), staging, any.taskLogs(), this::paperOf);
    return new FilesDesk(ofRun, new ArrivingFiles(places, ofRun::knows, largest), tell);
  }

  private Path paperOf(Incarnation of, FilePurpose.Paper.Kind kind) {
    var terms = worker.apply(of);
    return switch (kind) {
      case LOG -> terms.logFile();
      case OUTPUT -> terms.outputFile();
      case CRASH -> terms.errorFile();
    };
  }
}
