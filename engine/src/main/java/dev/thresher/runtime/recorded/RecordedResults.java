package dev.thresher.runtime.recorded;

import dev.thresher.api.SerializationFailure;
import dev.thresher.api.spi.Call;
import dev.thresher.api.spi.ResultStore;
import dev.thresher.codec.PayloadCodec;
import dev.thresher.codec.objects.ObjectCodec;
import dev.thresher.model.Bytes;
import dev.thresher.model.Payload;
import dev.thresher.rundir.ResultsDirectory;
import dev.thresher.runtime.closures.CallerClasses;
import dev.thresher.runtime.closures.RemoteFailures;
import dev.thresher.task.SerializationException;
import dev.thresher.task.UserObjects.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The results of one durable executor in its directory. */
final class RecordedResults implements ResultStore {
  private static final Logger LOG = LoggerFactory.getLogger(RecordedResults.class);

  private final String executor;
  private final ResultsDirectory directory;
  private final PayloadCodec payloads;
  private final ProgramCode code = new ProgramCode();
  private final Map<ClassLoader, ObjectCodec> codecs = new WeakHashMap<>();
  private final Map<String, Integer> occurrences = new ConcurrentHashMap<>();
  private final AtomicLong recalled = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();

  /**
   * Where one result belongs.
   *
   * @param digest hexadecimal, of the code that is called and of what it is called with
   * @param occurrence of equal calls in this life, from 0
   * @param objects of the caller's classes
   */
  private record Place(String digest, int occurrence, ObjectCodec objects) implements Key {}

  RecordedResults(String executor, ResultsDirectory directory) {
    this.executor = executor;
    this.directory = directory;
    this.payloads = new PayloadCodec(directory.blobs());
  }

  @Override
  public Memory recall(Call call) {
    try {
      var place = placeOf(call);
      var earlier = directory.table().find(place.digest(), place.occurrence());
      return earlier.flatMap(result -> decoded(result, place)).orElse(new Memory.Unknown(place));
    } catch (SerializationException refused) {
      throw RemoteFailures.of(refused);
    } catch (IOException unreadable) {
      throw new SerializationFailure(
          "earlier results cannot be looked at: " + unreadable.getMessage(), "", unreadable);
    }
  }

  private Place placeOf(Call call) throws SerializationException, IOException {
    var owner = call.userCode();
    var objects = codec(CallerClasses.loaderOf(owner));
    var digest = Digests.sha256();
    Digests.add(digest, code.digestOf(typeOf(owner)).getBytes(StandardCharsets.US_ASCII));
    switch (call) {
      case Call.OfCallable(var callable) -> add(digest, objects, Part.TASK, callable);
      case Call.OfRunnable(var runnable, _) -> add(digest, objects, Part.TASK, runnable);
      case Call.OfFunction(var function, var argument) -> {
        add(digest, objects, Part.TASK, function);
        add(digest, objects, Part.ARGUMENT, argument);
      }
    }
    var name = Digests.hex(digest.digest());
    int occurrence = occurrences.merge(name, 1, Integer::sum) - 1;
    return new Place(name, occurrence, objects);
  }

  private static Class<?> typeOf(Object owner) {
    return owner instanceof Class<?> itself ? itself : owner.getClass();
  }

  private void add(MessageDigest digest, ObjectCodec objects, Part part, @Nullable Object content)
      throws SerializationException, IOException {
    Digests.add(digest, content(objects.encode(part, content)).toArray());
  }

  private Bytes content(Payload payload) throws IOException {
    return switch (payload) {
      case Payload.Inline(_, var bytes) -> bytes;
      case Payload.Blob blob -> Bytes.adopt(payloads.take(blob));
      case Payload.Reference _ ->
          throw new IllegalStateException("a reference cannot be written down: " + payload);
    };
  }

  private static String form(Payload payload) {
    return switch (payload) {
      case Payload.Inline(String type, _) -> type;
      case Payload.Blob blob -> blob.type();
      case Payload.Reference _ ->
          throw new IllegalStateException("a reference cannot be written down: " + payload);
    };
  }

  /** Empty if it is of no use any more: its class may have changed, and the task runs again. */
  private Optional<Memory> decoded(ResultsDirectory.Result result, Place place) {
    try {
      var payload = new Payload.Inline(result.form(), Bytes.adopt(result.content()));
      var value = place.objects().decode(Part.RESULT, payload);
      recalled.incrementAndGet();
      return Optional.of(new Memory.Known(value));
    } catch (SerializationException | IOException unreadable) {
      LOG.info("{}: an earlier result is of no use: {}", executor, unreadable.getMessage());
      return Optional.empty();
    }
  }

  private synchronized ObjectCodec codec(ClassLoader loader) {
    return codecs.computeIfAbsent(loader, own -> new ObjectCodec(own, payloads));
  }

  @Override
  public void keep(Key key, @Nullable Object value) throws Exception {
    if (!(key instanceof Place(String digest, int occurrence, ObjectCodec objects))) {
      throw new IllegalArgumentException("a key of another store: " + key);
    }
    try {
      var payload = objects.encode(Part.RESULT, value);
      var result = new ResultsDirectory.Result(form(payload), content(payload).toArray());
      directory.table().put(digest, occurrence, result);
      kept.incrementAndGet();
    } catch (SerializationException refused) {
      throw RemoteFailures.of(refused);
    } catch (IOException full) {
      throw new UncheckedIOException(
          "the result cannot be written to %s: %s".formatted(directory, full.getMessage()), full);
    }
  }

  @Override
  public void close() {
    if (directory.close()) {
      LOG.info("{}: {} results came from {}, {} were added", executor, recalled, directory, kept);
    }
  }
}
