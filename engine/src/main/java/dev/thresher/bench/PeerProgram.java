package dev.thresher.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A peer that runs: it is told what to do line by line, and ends with its input. */
final class PeerProgram implements AutoCloseable {
  private static final int END_SECONDS = 20;

  private final String name;
  private final Process process;
  private final PrintStream requests;
  private final BufferedReader answers;

  private PeerProgram(String name, Process process) {
    this.name = name;
    this.process = process;
    this.requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Returns when it has its workers. */
  static PeerProgram start(Yardstick peer, List<String> command) throws IOException {
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var program = new PeerProgram(peer.word(), process);
    if (!"ready".equals(program.answers.readLine())) {
      program.close();
      throw new IOException(peer.word() + " did not start: " + String.join(" ", command));
    }
    return program;
  }

  /** Tasks a second. */
  double futures(int tasks, int outstanding) throws IOException {
    return ask("futures " + tasks + " " + outstanding);
  }

  /** What its first task gives, which is to be {@code 42}. */
  double first() throws IOException {
    return ask("first");
  }

  private double ask(String request) throws IOException {
    requests.println(request);
    var answer = answers.readLine();
    if (answer == null || !answer.startsWith("ok ")) {
      throw new WrongResults(name + ", asked for " + request + ": " + answer);
    }
    return Double.parseDouble(answer.substring(3));
  }

  @Override
  public void close() {
    requests.close();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        end();
      }
    } catch (InterruptedException stop) {
      end();
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
