package dev.thresher.execute.bodies;

import dev.thresher.model.Failure;
import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.TaskBody;
import dev.thresher.task.TaskFailure;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * One Python process that calls one function again and again. Used by one thread at a time; {@link
 * #kill} may be called by any.
 *
 * <p>It is spoken to by JSON in frames of four bytes of length over stdin and stdout. What the
 * function prints comes by stderr, and goes to {@code System.out} of the calling thread, which is
 * the task's log. The process ends with its stdin, also if this JVM is killed.
 */
final class Interpreter {
  private static final long GRACE_MILLIS = 2_000;

  private final Process process;
  private final DataOutputStream requests;
  private final InterpreterOutput output;
  private final byte[] marker;
  private volatile boolean broken;

  private Interpreter(Process process, byte[] marker) {
    this.process = process;
    this.requests = new DataOutputStream(process.getOutputStream());
    this.marker = marker;
    this.output = InterpreterOutput.of(process, marker);
  }

  /**
   * @throws IOException if there is no Python; the message is for the user
   */
  static Interpreter start(TaskBody.PythonFunction body) throws IOException {
    var process = Python.serve(body);
    // Random, so that no task prints it by accident.
    var marker = ("\u0001" + UUID.randomUUID() + "\u0002").getBytes(StandardCharsets.US_ASCII);
    return new Interpreter(process, marker);
  }

  boolean isAlive() {
    return !broken && process.isAlive();
  }

  /**
   * @throws TaskFailure if the function raised one, or its interpreter ended
   * @throws InterruptedException if the attempt was stopped; the interpreter is dead then
   */
  Value call(Fields arguments) throws TaskFailure, InterruptedException, IOException {
    broken = true; // unless all goes well
    try {
      var reply = ask(arguments);
      broken = false;
      return reply.result();
    } catch (InterruptedException stopped) {
      kill();
      throw stopped;
    } catch (IOException gone) {
      throw ended(gone);
    }
  }

  private PythonJson.Answer ask(Fields arguments) throws IOException, InterruptedException {
    var request =
        Fields.of("marker", Value.of(new String(marker, StandardCharsets.US_ASCII)))
            .with("arguments", arguments);
    var bytes = JsonText.of(request).getBytes(StandardCharsets.UTF_8);
    requests.writeInt(bytes.length);
    requests.write(bytes);
    requests.flush();
    return output.reply();
  }

  private TaskFailure ended(IOException gone) throws InterruptedException {
    output.printRest();
    if (!process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
      kill();
      return new TaskFailure(
          Failure.of("PYTHON_BROKEN", "the interpreter answered nonsense: " + gone.getMessage()));
    }
    return new TaskFailure(
        Failure.of(
            "PYTHON_ENDED",
            "the interpreter ended in the middle of the task, %s"
                .formatted(Python.described(process.exitValue()))));
  }

  /** Ends it with everything that it has started. Does not wait. */
  void kill() {
    broken = true;
    Python.killGroup(process);
    output.close();
  }
}
