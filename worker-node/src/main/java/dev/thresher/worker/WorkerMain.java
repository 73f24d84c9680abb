package dev.thresher.worker;

import dev.thresher.backend.WorkerShell;
import dev.thresher.backend.direct.DirectLine;
import dev.thresher.backend.node.FilesFromAgent;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.codec.Bootstrap;
import dev.thresher.codec.BootstrapCodec;
import dev.thresher.codec.Contact;
import dev.thresher.codec.Farewell;
import dev.thresher.codec.PayloadCodec;
import dev.thresher.codec.objects.ObjectCodec;
import dev.thresher.data.StoredRecords;
import dev.thresher.execute.StartFile;
import dev.thresher.execute.TaskCode;
import dev.thresher.execute.TaskOutput;
import dev.thresher.execute.ThreadSlots;
import dev.thresher.execute.bodies.ObjectCalls;
import dev.thresher.execute.bodies.RunPlace;
import dev.thresher.execute.bodies.TaskBodies;
import dev.thresher.host.PrivateSocket;
import dev.thresher.identity.TlsIdentity;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.protocol.WorkerMachine;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.task.FilesHere;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker process. Its standard input is its lifeline: it is told there who it is, whom to join
 * and when to end, and when the stream just ends, its coordinator is dead and it halts.
 *
 * <p>Exit codes: 0 told to end; 3 the coordinator is gone; 70 internal error; 143 drained after
 * SIGTERM. A task may add any other.
 */
public final class WorkerMain {
  /**
   * A slot never goes on without a task that ignores its interruption: the thread would use a
   * processor for ever. The coordinator ends the process instead.
   */
  private static final Duration ABANDON_AFTER = Duration.ofDays(365);

  private WorkerMain() {}

  public static void main(String[] arguments) {
    DeserializationBan.enforce();
    var lifeline = new FileInputStream(FileDescriptor.in);
    // User code must not read what the coordinator writes.
    System.setIn(InputStream.nullInputStream());
    Signals.ignoreInterrupts();
    try {
      live(lifeline);
    } catch (Throwable broken) {
      // Errors too: a class that is missing must end the process, or its threads would keep it.
      broken.printStackTrace(System.err);
      // Last, as the end of what a worker printed is what its coordinator quotes.
      System.err.println("the worker cannot serve: " + rootOf(broken));
      Exits.with(Exits.INTERNAL_ERROR);
    }
  }

  private static Throwable rootOf(Throwable broken) {
    var cause = broken.getCause();
    return cause == null ? broken : rootOf(cause);
  }

  private static void live(InputStream in) throws IOException {
    Bootstrap bootstrap;
    try {
      bootstrap = BootstrapCodec.readBootstrap(in);
    } catch (EOFException nobodySpoke) {
      Exits.with(Exits.DONE);
      return;
    }
    WorkerLogging.configure(bootstrap);
    var log = LoggerFactory.getLogger(WorkerMain.class);
    boolean joins = bootstrap.contact() instanceof Contact.ByCluster;
    var lifeline =
        Lifeline.watch(in, joins, farewell -> leave(log, farewell), () -> orphaned(bootstrap));
    serve(bootstrap, lifeline, log);
  }

  private static void leave(Logger log, Farewell farewell) {
    log.info("told to end: {}", farewell.reason());
    Exits.with(Exits.DONE);
  }

  private static void orphaned(Bootstrap bootstrap) {
    if (bootstrap.contact() instanceof Contact.ByChannel(var pass)) {
      PrivateSocket.remove(pass.socket());
    }
    Exits.orphaned();
  }

  private static void serve(Bootstrap bootstrap, Lifeline lifeline, Logger log) throws IOException {
    var parts = parts(bootstrap);
    switch (bootstrap.contact()) {
      case Contact.ByChannel(var pass) -> {
        var line = DirectLine.open(bootstrap.you(), pass);
        log.info("{} of {} has its channel", bootstrap.you(), bootstrap.run());
        var worker = WorkerOnLine.serve(parts, line);
        Signals.onTerminate(worker::drain);
      }
      case Contact.ByCluster(var key, var certificate) -> {
        var identity = TlsIdentity.ofPem(key, certificate);
        var node =
            EngineSystem.worker(
                WorkerNode.waiting(parts), identity, bootstrap.you(), bootstrap.orphanGrace());
        var address = EngineSystem.address(node);
        log.info("{} of {} listens at {}", bootstrap.you(), bootstrap.run(), address);
        var _ = lifeline.rendezvous().thenAccept(whom -> node.tell(new WorkerNode.Join(whom)));
        // Taken out of the cluster, or orphaned: without its system a worker is of no use.
        var _ = node.getWhenTerminated().thenRun(() -> Exits.with(Exits.UNREACHABLE));
        Signals.onTerminate(() -> node.tell(new WorkerNode.Drain()));
      }
    }
  }

  private static WorkerShell.Parts parts(Bootstrap bootstrap) throws IOException {
    var files =
        bootstrap
            .files()
            .<FilesHere>map(socket ->
                new FilesFromAgent(
                    socket,
                    bootstrap.you(),
                    bootstrap.taskLogDirectory(),
                    bootstrap.blobDirectory()))
            .orElse(FilesHere.SHARED);
    var place =
        new RunPlace(bootstrap.run(), RunDirectory.stagingBeside(bootstrap.blobDirectory()), files);
    // Never closed: what it has started is ended when this process has, however that comes.
    var kinds = new TaskBodies(BuiltinKinds.load(), place);
    var payloads = new PayloadCodec(bootstrap.blobDirectory());
    var calls = new ObjectCalls(loader -> new ObjectCodec(loader, payloads));
    var output = TaskOutput.install(bootstrap.taskLogDirectory());
    var journal =
        StartFile.create(RunDirectory.startedBeside(bootstrap.blobDirectory(), bootstrap.you()));
    ThreadFactory threads = Thread.ofPlatform().daemon().name(bootstrap.you() + "-", 0).factory();
    return new WorkerShell.Parts(
        bootstrap.you(),
        new WorkerMachine(identity(bootstrap)),
        events ->
            new ThreadSlots(
                new TaskCode(
                    kinds, new StoredRecords(), payloads::encode, output, journal, calls, files),
                events,
                threads,
                ABANDON_AFTER),
        bootstrap.beat(),
        _ -> {}); // whoever runs the worker sees it end
  }

  private static WorkerMachine.Identity identity(Bootstrap bootstrap) {
    return new WorkerMachine.Identity(
        bootstrap.you(),
        ProcessHandle.current().pid(),
        Host.name(),
        bootstrap.slots(),
        Host.engineVersion(),
        bootstrap.orphanGrace().toNanos());
  }
}
