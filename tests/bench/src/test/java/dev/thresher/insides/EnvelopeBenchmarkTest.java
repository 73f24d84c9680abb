package dev.thresher.insides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.codec.EnvelopeCodec;
import dev.thresher.model.Value;
import dev.thresher.protocol.Request.RunTasks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeBenchmarkTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void whatIsEncodedIsWhatIsDecodedAndHoldsAllTasks(int tasks) {
    var benchmark = new EnvelopeBenchmark();
    benchmark.tasks = tasks;
    benchmark.write();
    var request = (RunTasks) benchmark.decodeTasks();
    assertThat(request).isEqualTo(EnvelopeBenchmark.request(tasks));
    assertThat(request.arguments()).hasSize(tasks);
    assertThat(Usual.payloads().decode(request.arguments().getLast()))
        .isEqualTo(Value.of(tasks - 1L));
    assertThat(benchmark.decodeResults()).isEqualTo(EnvelopeBenchmark.letter(tasks));
    assertThat(EnvelopeCodec.decodeRequest(benchmark.encodeTasks())).isEqualTo(request);
    assertThat(EnvelopeCodec.decodeLetter(benchmark.encodeResults()))
        .isEqualTo(benchmark.decodeResults());
  }
}
