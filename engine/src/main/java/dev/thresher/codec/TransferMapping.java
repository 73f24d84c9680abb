package dev.thresher.codec;

import dev.thresher.backend.node.FilePurpose;
import dev.thresher.backend.node.FilePurpose.Paper;
import dev.thresher.backend.node.FilesAnswer;
import dev.thresher.backend.node.FilesQuestion;
import dev.thresher.backend.node.NodeMessage;
import dev.thresher.backend.node.NodeMessage.FileOffered;
import dev.thresher.backend.node.NodeMessage.FileRefused;
import dev.thresher.backend.node.NodeMessage.FileTaken;
import dev.thresher.backend.node.NodeMessage.FilesAsked;
import dev.thresher.backend.node.NodeMessage.FilesTold;
import dev.thresher.backend.node.NodeMessage.Piece;
import dev.thresher.backend.node.NodeMessage.PieceAsked;
import dev.thresher.backend.node.NodeMessage.PieceRefused;
import dev.thresher.model.Bytes;
import dev.thresher.model.Content;
import dev.thresher.model.Incarnation;
import dev.thresher.share.RunKey;
import dev.thresher.wire.ClusterWire;

/** What drivers and agents tell each other of files. */
final class TransferMapping {
  private static final int PIECE_BYTES = 128 * 1024;

  /** A name of a file has at most 255 bytes on the systems that we know. */
  private static final int NAME_BYTES = 255;

  private TransferMapping() {}

  static ClusterWire.FilesAsked toWire(FilesAsked asked) {
    var wire =
        ClusterWire.FilesAsked.newBuilder()
            .setRun(ShareMapping.toWire(asked.run()))
            .setWorker(IdMapping.toWire(asked.worker()))
            .setNumber(asked.number());
    switch (asked.question()) {
      case FilesQuestion.OfStage(int stage) ->
          wire.setStage(ClusterWire.StageOfFiles.newBuilder().setStage(stage));
      case FilesQuestion.OfTask(int stage, long index) ->
          wire.setTask(ClusterWire.TaskOfFiles.newBuilder().setStage(stage).setIndex(index));
      case FilesQuestion.OfRecords(int stage, String path) ->
          wire.setRecords(ClusterWire.RecordsOfStage.newBuilder().setStage(stage).setPath(path));
      case FilesQuestion.OfPayload(int stage, long index, String location) -> {
        var payload = ClusterWire.PayloadOfRun.newBuilder().setStage(stage).setLocation(location);
        wire.setPayload(index < 0 ? payload : payload.setIndex(index));
      }
      case FilesQuestion.Rows(int stage, long from) ->
          wire.setRows(ClusterWire.RowsOfStage.newBuilder().setStage(stage).setFrom(from));
    }
    return wire.build();
  }

  static FilesAsked fromWire(ClusterWire.FilesAsked wire) {
    return new FilesAsked(
        ShareMapping.run(wire.hasRun(), wire.getRun(), "FilesAsked.run"),
        NodeCodec.worker(wire.hasWorker(), wire.getWorker(), "FilesAsked.worker"),
        wire.getNumber(),
        question(wire));
  }

  private static FilesQuestion question(ClusterWire.FilesAsked wire) {
    return switch (wire.getQuestionCase()) {
      case STAGE -> new FilesQuestion.OfStage(stage(wire.getStage().getStage()));
      case TASK ->
          new FilesQuestion.OfTask(
              stage(wire.getTask().getStage()),
              Check.atLeast(0L, wire.getTask().getIndex(), "TaskOfFiles.index"));
      case RECORDS ->
          new FilesQuestion.OfRecords(
              stage(wire.getRecords().getStage()),
              Check.given(wire.getRecords().getPath(), "RecordsOfStage.path"));
      case PAYLOAD ->
          new FilesQuestion.OfPayload(
              stage(wire.getPayload().getStage()),
              wire.getPayload().hasIndex()
                  ? Check.atLeast(0L, wire.getPayload().getIndex(), "PayloadOfRun.index")
                  : FilesQuestion.OfPayload.OF_ALL,
              Check.given(wire.getPayload().getLocation(), "PayloadOfRun.location"));
      case ROWS ->
          new FilesQuestion.Rows(
              stage(wire.getRows().getStage()),
              Check.atLeast(0L, wire.getRows().getFrom(), "RowsOfStage.from"));
      case QUESTION_NOT_SET -> throw new MalformedFrameException("FilesAsked.question is missing");
    };
  }

  private static int stage(int number) {
    return Check.atLeast(0, number, "FilesAsked.stage");
  }

  static ClusterWire.FilesTold toWire(FilesTold told) {
    var wire =
        ClusterWire.FilesTold.newBuilder()
            .setRun(ShareMapping.toWire(told.run()))
            .setWorker(IdMapping.toWire(told.worker()))
            .setNumber(told.number());
    switch (told.answer()) {
      case FilesAnswer.Known(var files) -> {
        var known = ClusterWire.KnownFiles.newBuilder();
        files.forEach(file ->
            known.addFiles(
                ClusterWire.KnownFile.newBuilder()
                    .setText(file.text())
                    .setName(file.name())
                    .setContent(toWire(file.content()))));
        wire.setFiles(known);
      }
      case FilesAnswer.Made(var rows) -> {
        var made = ClusterWire.KnownRows.newBuilder();
        rows.forEach(row -> made.addRows(ValueMapping.toWire(row)));
        wire.setRows(made);
      }
      case FilesAnswer.Refused(String reason) -> wire.setRefusal(reason);
    }
    return wire.build();
  }

  static FilesTold fromWire(ClusterWire.FilesTold wire) {
    return new FilesTold(
        ShareMapping.run(wire.hasRun(), wire.getRun(), "FilesTold.run"),
        NodeCodec.worker(wire.hasWorker(), wire.getWorker(), "FilesTold.worker"),
        wire.getNumber(),
        answer(wire));
  }

  private static FilesAnswer answer(ClusterWire.FilesTold wire) {
    return switch (wire.getAnswerCase()) {
      case FILES ->
          new FilesAnswer.Known(
              wire.getFiles().getFilesList().stream().map(TransferMapping::fromWire).toList());
      case ROWS ->
          new FilesAnswer.Made(
              wire.getRows().getRowsList().stream().map(ValueMapping::fromWire).toList());
      case REFUSAL -> new FilesAnswer.Refused(Check.given(wire.getRefusal(), "FilesTold.refusal"));
      case ANSWER_NOT_SET -> throw new MalformedFrameException("FilesTold.answer is missing");
    };
  }

  private static FilesAnswer.Named fromWire(ClusterWire.KnownFile wire) {
    var name = Check.given(wire.getName(), "KnownFile.name");
    Check.that(isName(name), "KnownFile.name is no name of a file");
    return new FilesAnswer.Named(
        Check.given(wire.getText(), "KnownFile.text"),
        name,
        content(wire.hasContent(), wire.getContent(), "KnownFile.content"));
  }

  // One that leads elsewhere must not become part of a path.
  private static boolean isName(String name) {
    return name.indexOf('/') < 0
        && name.indexOf('\0') < 0
        && !name.equals(".")
        && !name.equals("..")
        && name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= NAME_BYTES;
  }

  static ClusterWire.PieceAsked toWire(PieceAsked asked) {
    return ClusterWire.PieceAsked.newBuilder()
        .setRun(ShareMapping.toWire(asked.run()))
        .setWorker(IdMapping.toWire(asked.worker()))
        .setContent(toWire(asked.content()))
        .setOffset(asked.offset())
        .build();
  }

  static PieceAsked fromWire(ClusterWire.PieceAsked wire) {
    return new PieceAsked(
        ShareMapping.run(wire.hasRun(), wire.getRun(), "PieceAsked.run"),
        NodeCodec.worker(wire.hasWorker(), wire.getWorker(), "PieceAsked.worker"),
        content(wire.hasContent(), wire.getContent(), "PieceAsked.content"),
        Check.atLeast(0L, wire.getOffset(), "PieceAsked.offset"));
  }

  static ClusterWire.Piece toWire(Piece piece) {
    return piece(piece.run(), piece.worker(), piece.content(), piece.offset())
        .setBytes(NodeCodec.bytes(piece.bytes()))
        .build();
  }

  static ClusterWire.Piece toWire(PieceRefused refused) {
    return piece(refused.run(), refused.worker(), refused.content(), refused.offset())
        .setRefusal(refused.reason())
        .build();
  }

  private static ClusterWire.Piece.Builder piece(
      RunKey run, Incarnation worker, Content content, long offset) {
    return ClusterWire.Piece.newBuilder()
        .setRun(ShareMapping.toWire(run))
        .setWorker(IdMapping.toWire(worker))
        .setContent(toWire(content))
        .setOffset(offset);
  }

  static NodeMessage fromWire(ClusterWire.Piece wire) {
    var run = ShareMapping.run(wire.hasRun(), wire.getRun(), "Piece.run");
    var worker = NodeCodec.worker(wire.hasWorker(), wire.getWorker(), "Piece.worker");
    var content = content(wire.hasContent(), wire.getContent(), "Piece.content");
    long offset = Check.atLeast(0L, wire.getOffset(), "Piece.offset");
    return switch (wire.getWhatCase()) {
      case BYTES -> {
        Check.that(wire.getBytes().size() <= PIECE_BYTES, "Piece.bytes are too many");
        yield new Piece(run, worker, content, offset, Bytes.adopt(wire.getBytes().toByteArray()));
      }
      case REFUSAL ->
          new PieceRefused(
              run, worker, content, offset, Check.given(wire.getRefusal(), "Piece.refusal"));
      case WHAT_NOT_SET -> throw new MalformedFrameException("Piece.what is missing");
    };
  }

  static ClusterWire.FileOffered toWire(FileOffered offered) {
    var wire =
        ClusterWire.FileOffered.newBuilder()
            .setRun(ShareMapping.toWire(offered.run()))
            .setWorker(IdMapping.toWire(offered.worker()))
            .setNumber(offered.number())
            .setContent(toWire(offered.content()));
    switch (offered.purpose()) {
      case FilePurpose.Result() -> wire.setResult(true);
      case FilePurpose.Output() -> wire.setOutput(true);
      case FilePurpose.Printed(var task, boolean errors) ->
          wire.setPrinted(
              ClusterWire.PrintedByTask.newBuilder()
                  .setTask(IdMapping.toWire(task))
                  .setErrors(errors));
      case Paper(var kind) -> wire.setPaper(toWire(kind));
    }
    return wire.build();
  }

  static FileOffered fromWire(ClusterWire.FileOffered wire) {
    return new FileOffered(
        ShareMapping.run(wire.hasRun(), wire.getRun(), "FileOffered.run"),
        NodeCodec.worker(wire.hasWorker(), wire.getWorker(), "FileOffered.worker"),
        wire.getNumber(),
        content(wire.hasContent(), wire.getContent(), "FileOffered.content"),
        purpose(wire));
  }

  private static FilePurpose purpose(ClusterWire.FileOffered wire) {
    return switch (wire.getPurposeCase()) {
      case RESULT -> new FilePurpose.Result();
      case OUTPUT -> new FilePurpose.Output();
      case PRINTED -> {
        Check.given(wire.getPrinted().hasTask(), "PrintedByTask.task");
        yield new FilePurpose.Printed(
            IdMapping.fromWire(wire.getPrinted().getTask()), wire.getPrinted().getErrors());
      }
      case PAPER -> new Paper(fromWire(wire.getPaper()));
      case PURPOSE_NOT_SET -> throw new MalformedFrameException("FileOffered.purpose is missing");
    };
  }

  private static ClusterWire.WorkerPaper toWire(Paper.Kind kind) {
    return switch (kind) {
      case LOG -> ClusterWire.WorkerPaper.WORKER_PAPER_LOG;
      case OUTPUT -> ClusterWire.WorkerPaper.WORKER_PAPER_OUTPUT;
      case CRASH -> ClusterWire.WorkerPaper.WORKER_PAPER_CRASH;
    };
  }

  private static Paper.Kind fromWire(ClusterWire.WorkerPaper wire) {
    return switch (wire) {
      case WORKER_PAPER_LOG -> Paper.Kind.LOG;
      case WORKER_PAPER_OUTPUT -> Paper.Kind.OUTPUT;
      case WORKER_PAPER_CRASH -> Paper.Kind.CRASH;
      case WORKER_PAPER_UNSPECIFIED, UNRECOGNIZED ->
          throw new MalformedFrameException("FileOffered.paper is missing or unknown");
    };
  }

  static ClusterWire.FileTaken toWire(FileTaken taken) {
    return taken(taken.run(), taken.worker(), taken.number()).setLocation(taken.location()).build();
  }

  static ClusterWire.FileTaken toWire(FileRefused refused) {
    return taken(refused.run(), refused.worker(), refused.number())
        .setRefusal(refused.reason())
        .build();
  }

  private static ClusterWire.FileTaken.Builder taken(RunKey run, Incarnation worker, long number) {
    return ClusterWire.FileTaken.newBuilder()
        .setRun(ShareMapping.toWire(run))
        .setWorker(IdMapping.toWire(worker))
        .setNumber(number);
  }

  static NodeMessage fromWire(ClusterWire.FileTaken wire) {
    var run = ShareMapping.run(wire.hasRun(), wire.getRun(), "FileTaken.run");
    var worker = NodeCodec.worker(wire.hasWorker(), wire.getWorker(), "FileTaken.worker");
    return switch (wire.getAnswerCase()) {
      case LOCATION ->
          new FileTaken(
              run, worker, wire.getNumber(), Check.given(wire.getLocation(), "FileTaken.location"));
      case REFUSAL ->
          new FileRefused(
              run, worker, wire.getNumber(), Check.given(wire.getRefusal(), "FileTaken.refusal"));
      case ANSWER_NOT_SET -> throw new MalformedFrameException("FileTaken.answer is missing");
    };
  }

  private static ClusterWire.Content toWire(Content content) {
    return ClusterWire.Content.newBuilder()
        .setSha256(NodeCodec.bytes(content.sha256()))
        .setLength(content.length())
        .build();
  }

  private static Content content(boolean present, ClusterWire.Content wire, String field) {
    Check.given(present, field);
    Check.that(wire.getSha256().size() == Content.DIGEST_BYTES, field + " has no digest");
    return new Content(
        Bytes.adopt(wire.getSha256().toByteArray()),
        Check.atLeast(0L, wire.getLength(), field + ".length"));
  }
}
