package dev.thresher.worker;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A worker process. It lives as long as its stdin is open, so it never outlives the process that
 * started it.
 */
public final class WorkerMain {
  private WorkerMain() {}

  public static void main(String[] arguments) throws IOException {
    System.in.transferTo(OutputStream.nullOutputStream());
  }
}
