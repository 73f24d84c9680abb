package dev.thresher.backend;

import dev.thresher.backend.BackendProtocol.FromCoordinator;
import dev.thresher.backend.BackendProtocol.FromWorker;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.codec.EnvelopeCodec;
import dev.thresher.codec.EnvelopeCodec.Letter;
import dev.thresher.codec.MalformedFrameException;
import dev.thresher.codec.WireCounters;
import dev.thresher.trace.Note;
import dev.thresher.trace.TaskTrace;
import java.io.NotSerializableException;
import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Takes the two envelopes across, as frames of {@code codec}, and counts them. Made by Pekko, once
 * for each actor system that listens; called from the transport's threads.
 */
public final class EnvelopeSerializer extends SerializerWithStringManifest {
  private static final int IDENTIFIER = 7310;

  // A version is part of the name: a frame of another one is refused by its manifest.
  private static final String TO_COORDINATOR = "to-coordinator-1";
  private static final String TO_WORKER = "to-worker-1";

  private final ExtendedActorSystem system;
  private final WireCounters counters = new WireCounters();

  public EnvelopeSerializer(ExtendedActorSystem system) {
    this.system = system;
  }

  /**
   * What this system has sent and received in envelopes.
   *
   * @throws IllegalArgumentException if the system does not speak to other processes
   */
  public static WireCounters countersOf(ActorSystem<?> system) {
    try {
      var serialization = SerializationExtension.get(Adapter.toClassic(system));
      if (serialization.serializerFor(FromWorker.class) instanceof EnvelopeSerializer ours) {
        return ours.counters;
      }
    } catch (NotSerializableException none) {
      // falls through: nothing is bound, so it is no node
    }
    throw new IllegalArgumentException(system.name() + " is no node of a cluster");
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object envelope) {
    return switch (envelope) {
      case FromWorker _ -> TO_COORDINATOR;
      case FromCoordinator _ -> TO_WORKER;
      default -> throw new IllegalArgumentException("no envelope: " + envelope.getClass());
    };
  }

  @Override
  public byte[] toBinary(Object envelope) {
    long began = TaskTrace.now();
    byte[] frame =
        switch (envelope) {
          case FromWorker(var from, var reply, Peer.Actor<ToWorker>(var worker)) ->
              EnvelopeCodec.encode(
                  new Letter(from, resolver().toSerializationFormat(worker), reply));
          case FromCoordinator(var request) -> EnvelopeCodec.encode(request);
          default -> throw new IllegalArgumentException("no envelope: " + envelope.getClass());
        };
    noteSent(envelope, began);
    counters.sent(frame.length);
    return frame;
  }

  private static void noteSent(Object envelope, long began) {
    switch (envelope) {
      case FromWorker sent -> BatchTrace.since(Note.Kind.PACKED, sent.reply(), began);
      case FromCoordinator sent -> BatchTrace.since(Note.Kind.ENCODED, sent.request(), began);
      default -> throw new IllegalArgumentException("no envelope: " + envelope.getClass());
    }
  }

  @Override
  public Object fromBinary(byte[] frame, String manifest) throws NotSerializableException {
    try {
      var envelope = read(frame, manifest);
      counters.received(frame.length);
      return envelope;
    } catch (MalformedFrameException refused) {
      counters.refused();
      // The one exception that Pekko takes for "drop this message and go on".
      throw new NotSerializableException(refused.getMessage());
    }
  }

  private Object read(byte[] frame, String manifest) {
    long began = TaskTrace.now();
    return switch (manifest) {
      case TO_COORDINATOR -> {
        var letter = EnvelopeCodec.decodeLetter(frame);
        BatchTrace.since(Note.Kind.UNPACKED, letter.reply(), began);
        yield new FromWorker(letter.from(), letter.reply(), worker(letter.workerRef()));
      }
      case TO_WORKER -> {
        var request = EnvelopeCodec.decodeRequest(frame);
        BatchTrace.since(Note.Kind.DECODED, request, began);
        yield new FromCoordinator(request);
      }
      default -> throw new MalformedFrameException("an envelope of unknown kind");
    };
  }

  // The resolver takes any text for a reference, one that leads nowhere at worst.
  private Peer<ToWorker> worker(String ref) {
    if (!hasAddress(ref)) {
      throw new MalformedFrameException("ToCoordinator.worker_ref is no reference");
    }
    return new Peer.Actor<>(resolver().resolveActorRef(ref));
  }

  private static boolean hasAddress(String ref) {
    try {
      return ActorPath.fromString(ref).address().hasGlobalScope();
    } catch (Exception malformed) {
      // Scala does not declare its MalformedURLException, so the compiler would not let us name it.
      return false;
    }
  }

  // Not in the constructor: the resolver is an extension of a system that is still being made.
  private ActorRefResolver resolver() {
    return ActorRefResolver.get(Adapter.toTyped(system));
  }
}
