package dev.thresher.backend.node;

import dev.thresher.codec.MalformedFrameException;
import dev.thresher.codec.NodeCodec;
import java.io.NotSerializableException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the messages of nodes across, as frames of {@code codec}. Made by Pekko, once for each
 * actor system that listens; called from the transport's threads.
 */
public final class NodeSerializer extends SerializerWithStringManifest {
  private static final Logger LOG = LoggerFactory.getLogger(NodeSerializer.class);
  private static final int IDENTIFIER = 7311;

  // A version is part of the name: a frame of another one is refused by its manifest.
  private static final String MANIFEST = "node-1";

  public NodeSerializer(ExtendedActorSystem system) {
    // asked for by Pekko; nothing of the system is needed
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return MANIFEST;
  }

  @Override
  public byte[] toBinary(Object message) {
    if (message instanceof NodeMessage known) {
      return NodeCodec.encode(known);
    }
    throw new IllegalArgumentException("no message of nodes: " + message.getClass());
  }

  @Override
  public Object fromBinary(byte[] frame, String manifest) throws NotSerializableException {
    try {
      if (!manifest.equals(MANIFEST)) {
        throw new MalformedFrameException("a message of another version: " + manifest);
      }
      return NodeCodec.decode(frame);
    } catch (MalformedFrameException refused) {
      LOG.warn("a message is refused: {}", refused.getMessage());
      // The one exception that Pekko takes for "drop this message and go on".
      throw new NotSerializableException(refused.getMessage());
    }
  }
}
