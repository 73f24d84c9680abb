package dev.thresher.task;

import dev.thresher.model.Payload;
import dev.thresher.model.TaskId;
import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the files of a run lie on the host on which its tasks run. Callable from any thread; may
 * wait until a file has come.
 */
public interface FilesHere {
  /** Of a host that sees what the coordinator's host sees, under the same paths. */
  FilesHere SHARED =
      new FilesHere() {
        @Override
        public boolean areShared() {
          return true;
        }

        @Override
        public StageHere of(StageSpec planned, RecordFiles records) {
          return StageHere.asPlanned(planned, records);
        }

        @Override
        public String text(TaskId task, String text) {
          return text;
        }

        @Override
        public String staged(Path made) {
          return made.toString();
        }

        @Override
        public Payload sent(Payload made) {
          return made;
        }

        @Override
        public Payload received(int stage, Payload given) {
          return given;
        }

        @Override
        public Payload received(TaskId task, Payload given) {
          return given;
        }

        @Override
        public void printed(TaskId task) {}
      };

  /** Whether what a task leaves behind is seen by the coordinator without further ado. */
  boolean areShared();

  /**
   * A stage with its files here.
   *
   * @throws IOException if one of them cannot be had; the message is for the user
   */
  StageHere of(StageSpec planned, RecordFiles records) throws IOException;

  /**
   * A word of the task's command: the path here, if it names a file of the coordinator's host.
   *
   * @throws IOException as {@link #of}
   */
  String text(TaskId task, String text) throws IOException;

  /**
   * Hands over the file that a task has made, to be published once its result is committed.
   *
   * @return where the coordinator finds it
   */
  String staged(Path made) throws IOException;

  /** A result that can leave this host, with all that lies outside of the message. */
  Payload sent(Payload made) throws IOException;

  /**
   * What all tasks of the stage are given, with all that lies outside of the message.
   *
   * @throws IOException as {@link #of}
   */
  Payload received(int stage, Payload given) throws IOException;

  /** The same of one task; it is gone once the task has {@link #printed} what it had to. */
  Payload received(TaskId task, Payload given) throws IOException;

  /** What the task has printed so far may be handed over; nothing fails by that. */
  void printed(TaskId task);

  /** A stage as tasks run it here. */
  interface StageHere {
    /** As planned, with paths of this host where its code or constants name files. */
    StageSpec spec();

    RecordFiles records();

    /** Whether {@link #row} may wait until files have come, which is no fault of the task's. */
    boolean mayWait();

    /** The task's own arguments, with paths of this host. */
    Fields row(TaskId task, Fields planned) throws IOException;

    /** On a host where all paths are those of the plan. */
    static StageHere asPlanned(StageSpec planned, RecordFiles files) {
      return new StageHere() {
        @Override
        public StageSpec spec() {
          return planned;
        }

        @Override
        public RecordFiles records() {
          return files;
        }

        @Override
        public boolean mayWait() {
          return false;
        }

        @Override
        public Fields row(TaskId task, Fields row) {
          return row;
        }
      };
    }
  }
}
