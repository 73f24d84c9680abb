package dev.thresher.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.thresher.model.RunId;
import dev.thresher.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What goes over a worker's standard input: each message with its length in front, as a varint. */
public final class BootstrapCodec {
  private static final int SCHEMA = 1;
  private static final int LARGEST = 64 * 1024;

  private BootstrapCodec() {}

  public static byte[] encode(Bootstrap bootstrap) {
    var wire =
        Wire.Bootstrap.newBuilder()
            .setSchema(SCHEMA)
            .setYou(IdMapping.toWire(bootstrap.you()))
            .setRun(bootstrap.run().value())
            .setLogFile(bootstrap.logFile().toString())
            .setLogLevel(bootstrap.logLevel())
            .setTaskLogDirectory(bootstrap.taskLogDirectory().toString())
            .setBlobDirectory(bootstrap.blobDirectory().toString())
            .setSlots(bootstrap.slots())
            .setBeatNanos(bootstrap.beat().toNanos())
            .setOrphanGraceNanos(bootstrap.orphanGrace().toNanos());
    bootstrap.files().ifPresent(socket -> wire.setFilesSocket(socket.toString()));
    switch (bootstrap.contact()) {
      case Contact.ByCluster(var key, var certificate) ->
          wire.setPrivateKeyPem(key).setCertificatePem(certificate);
      case Contact.ByChannel(var pass) -> wire.setDirect(toWire(pass));
    }
    return delimited(wire.build());
  }

  private static Wire.DirectPass toWire(DirectPass pass) {
    return Wire.DirectPass.newBuilder()
        .setSocket(pass.socket().toString())
        .setKnock(ByteString.copyFrom(pass.knock().bytes()))
        .setAnswer(ByteString.copyFrom(pass.answer().bytes()))
        .build();
  }

  private static DirectPass fromWire(Wire.DirectPass wire) {
    return new DirectPass(
        Path.of(Check.given(wire.getSocket(), "DirectPass.socket")),
        Token.of(wire.getKnock().toByteArray(), "DirectPass.knock"),
        Token.of(wire.getAnswer().toByteArray(), "DirectPass.answer"));
  }

  public static byte[] encode(Rendezvous rendezvous) {
    return delimited(
        Wire.Rendezvous.newBuilder()
            .setSeed(rendezvous.seed())
            .setCoordinatorRef(rendezvous.coordinatorRef())
            .build());
  }

  public static byte[] encode(Farewell farewell) {
    return delimited(Wire.Farewell.newBuilder().setReason(farewell.reason()).build());
  }

  /**
   * Blocks until the whole message is there; reads not one byte more.
   *
   * @throws EOFException if the stream ends before: the coordinator is gone
   * @throws MalformedFrameException if it is not a bootstrap of this engine
   */
  public static Bootstrap readBootstrap(InputStream in) throws IOException {
    var wire = read(in, Wire.Bootstrap.parser());
    Check.that(
        wire.getSchema() == SCHEMA,
        "a bootstrap of schema " + wire.getSchema() + ", but this engine reads " + SCHEMA);
    Check.given(wire.hasYou(), "Bootstrap.you");
    return new Bootstrap(
        IdMapping.fromWire(wire.getYou()),
        new RunId(Check.given(wire.getRun(), "Bootstrap.run")),
        contact(wire),
        Path.of(Check.given(wire.getLogFile(), "Bootstrap.log_file")),
        Check.given(wire.getLogLevel(), "Bootstrap.log_level"),
        Path.of(Check.given(wire.getTaskLogDirectory(), "Bootstrap.task_log_directory")),
        Path.of(Check.given(wire.getBlobDirectory(), "Bootstrap.blob_directory")),
        Check.atLeast(1, wire.getSlots(), "Bootstrap.slots"),
        Duration.ofNanos(Check.atLeast(1L, wire.getBeatNanos(), "Bootstrap.beat_nanos")),
        Duration.ofNanos(
            Check.atLeast(0L, wire.getOrphanGraceNanos(), "Bootstrap.orphan_grace_nanos")),
        wire.getFilesSocket().isEmpty()
            ? Optional.empty()
            : Optional.of(Path.of(wire.getFilesSocket())));
  }

  private static Contact contact(Wire.Bootstrap wire) {
    return wire.hasDirect()
        ? new Contact.ByChannel(fromWire(wire.getDirect()))
        : new Contact.ByCluster(
            Check.given(wire.getPrivateKeyPem(), "Bootstrap.private_key_pem"),
            Check.given(wire.getCertificatePem(), "Bootstrap.certificate_pem"));
  }

  /** As {@link #readBootstrap}, for the second message. */
  public static Rendezvous readRendezvous(InputStream in) throws IOException {
    var wire = read(in, Wire.Rendezvous.parser());
    return new Rendezvous(
        Check.given(wire.getSeed(), "Rendezvous.seed"),
        Check.given(wire.getCoordinatorRef(), "Rendezvous.coordinator_ref"));
  }

  /** As {@link #readBootstrap}, for the last message. */
  public static Farewell readFarewell(InputStream in) throws IOException {
    var wire = read(in, Wire.Farewell.parser());
    return new Farewell(Check.given(wire.getReason(), "Farewell.reason"));
  }

  private static byte[] delimited(MessageLite message) {
    try {
      var bytes = new ByteArrayOutputStream();
      message.writeDelimitedTo(bytes);
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static <M> M read(InputStream in, Parser<M> parser) throws IOException {
    int first = in.read();
    if (first < 0) {
      throw new EOFException("the coordinator closed the stream");
    }
    try {
      int length = CodedInputStream.readRawVarint32(first, in);
      Check.that(length > 0 && length <= LARGEST, "a start message of " + length + " bytes");
      byte[] content = in.readNBytes(length);
      if (content.length < length) {
        throw new EOFException("the coordinator closed the stream within a message");
      }
      return parser.parseFrom(content);
    } catch (InvalidProtocolBufferException damaged) {
      throw new MalformedFrameException("a start message is damaged", damaged);
    }
  }
}
