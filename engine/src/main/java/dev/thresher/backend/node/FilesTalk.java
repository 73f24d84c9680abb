package dev.thresher.backend.node;

import dev.thresher.model.Incarnation;
import dev.thresher.model.TaskId;
import dev.thresher.model.WorkerId;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a worker process and the agent that has started it say to each other of files, over a socket
 * that only their user can open: one request and its answer for each connection.
 */
final class FilesTalk {
  private static final int MOST_TEXT = 1024 * 1024;
  private static final int MOST_PLACES = 100_000;

  private FilesTalk() {}

  sealed interface Request {
    Incarnation worker();
  }

  record Needs(Incarnation worker, FilesQuestion question) implements Request {}

  /** The task has ended: what only it needed may go. */
  record Released(Incarnation worker, TaskId task) implements Request {}

  /**
   * @param file absolute, on this host
   */
  record Hands(Incarnation worker, FilePurpose purpose, String file) implements Request {}

  sealed interface Answer {}

  /** Paths of this host by what the plan calls the files. */
  record Places(Map<String, String> places) implements Answer {
    Places {
      places = Map.copyOf(places);
    }
  }

  /**
   * @param frame a whole message of nodes with the rows
   */
  record Made(byte[] frame) implements Answer {}

  record Location(String location) implements Answer {}

  record Refused(String reason) implements Answer {}

  private static final int OF_STAGE = 1;
  private static final int OF_TASK = 2;
  private static final int OF_RECORDS = 3;
  private static final int ROWS = 4;
  private static final int RELEASED = 5;
  private static final int RESULT = 6;
  private static final int OUTPUT = 7;
  private static final int PRINTED = 8;
  private static final int OF_PAYLOAD = 9;

  static void write(Request request, DataOutputStream out) throws IOException {
    text(request.worker().worker().name(), out);
    out.writeInt(request.worker().number());
    switch (request) {
      case Needs(_, FilesQuestion.OfStage(int stage)) -> numbers(out, OF_STAGE, stage, 0);
      case Needs(_, FilesQuestion.OfTask(int stage, long index)) ->
          numbers(out, OF_TASK, stage, index);
      case Needs(_, FilesQuestion.OfRecords(int stage, String path)) -> {
        numbers(out, OF_RECORDS, stage, 0);
        text(path, out);
      }
      case Needs(_, FilesQuestion.OfPayload(int stage, long index, String location)) -> {
        numbers(out, OF_PAYLOAD, stage, index);
        text(location, out);
      }
      case Needs(_, FilesQuestion.Rows(int stage, long from)) -> numbers(out, ROWS, stage, from);
      case Released(_, TaskId task) -> numbers(out, RELEASED, task.stage(), task.index());
      case Hands(_, FilePurpose purpose, String file) -> {
        switch (purpose) {
          case FilePurpose.Result() -> numbers(out, RESULT, 0, 0);
          case FilePurpose.Output() -> numbers(out, OUTPUT, 0, 0);
          case FilePurpose.Printed(TaskId task, boolean errors) -> {
            numbers(out, PRINTED, task.stage(), task.index());
            out.writeBoolean(errors);
          }
          case FilePurpose.Paper _ ->
              throw new IllegalArgumentException("a worker does not hand over its own papers");
        }
        text(file, out);
      }
    }
    out.flush();
  }

  static Request readRequest(DataInputStream in) throws IOException {
    var worker = new Incarnation(new WorkerId(text(in)), in.readInt());
    int what = in.readByte();
    int stage = in.readInt();
    long index = in.readLong();
    return switch (what) {
      case OF_STAGE -> new Needs(worker, new FilesQuestion.OfStage(stage));
      case OF_TASK -> new Needs(worker, new FilesQuestion.OfTask(stage, index));
      case OF_RECORDS -> new Needs(worker, new FilesQuestion.OfRecords(stage, text(in)));
      case OF_PAYLOAD -> new Needs(worker, new FilesQuestion.OfPayload(stage, index, text(in)));
      case ROWS -> new Needs(worker, new FilesQuestion.Rows(stage, index));
      case RELEASED -> new Released(worker, new TaskId(stage, index));
      case RESULT -> new Hands(worker, new FilePurpose.Result(), text(in));
      case OUTPUT -> new Hands(worker, new FilePurpose.Output(), text(in));
      case PRINTED -> {
        boolean errors = in.readBoolean();
        yield new Hands(
            worker, new FilePurpose.Printed(new TaskId(stage, index), errors), text(in));
      }
      default -> throw new IOException("no request: " + what);
    };
  }

  private static void numbers(DataOutputStream out, int what, int stage, long index)
      throws IOException {
    out.writeByte(what);
    out.writeInt(stage);
    out.writeLong(index);
  }

  static void write(Answer answer, DataOutputStream out) throws IOException {
    switch (answer) {
      case Refused(String reason) -> {
        out.writeByte(0);
        text(reason, out);
      }
      case Places(Map<String, String> places) -> {
        out.writeByte(1);
        out.writeInt(places.size());
        for (var place : places.entrySet()) {
          text(place.getKey(), out);
          text(place.getValue(), out);
        }
      }
      case Made(byte[] frame) -> {
        out.writeByte(2);
        bytes(frame, out);
      }
      case Location(String location) -> {
        out.writeByte(3);
        text(location, out);
      }
    }
    out.flush();
  }

  static Answer readAnswer(DataInputStream in) throws IOException {
    int what = in.readByte();
    return switch (what) {
      case 0 -> new Refused(text(in));
      case 1 -> {
        int count = in.readInt();
        require(count >= 0 && count <= MOST_PLACES);
        var places = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
          var called = text(in);
          places.put(called, text(in));
        }
        yield new Places(places);
      }
      case 2 -> new Made(bytes(in));
      case 3 -> new Location(text(in));
      default -> throw new IOException("no answer: " + what);
    };
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    bytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static void bytes(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    require(length >= 0 && length <= 2 * MOST_TEXT);
    var bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private static void require(boolean holds) throws IOException {
    if (!holds) {
      throw new IOException("what comes over the socket for files is no message");
    }
  }
}
