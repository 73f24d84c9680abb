package dev.thresher.documentation;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.api.CancelLevel;
import dev.thresher.api.ClusterPlace;
import dev.thresher.api.Futures;
import dev.thresher.api.OnError;
import dev.thresher.api.ProcessExit;
import dev.thresher.api.Recycling;
import dev.thresher.api.Retry;
import dev.thresher.api.ReturnWhen;
import dev.thresher.api.SerializationFailure;
import dev.thresher.api.TaskOptions;
import dev.thresher.api.TaskOutcome;
import dev.thresher.api.TaskTimeout;
import dev.thresher.api.Thresher;
import dev.thresher.api.WhenFull;
import dev.thresher.api.WorkerLost;
import dev.thresher.api.WorkerProcess;
import dev.thresher.host.FileTree;
import dev.thresher.scenario.ClusterUnderTest;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/java-api.md, as {@link DocumentationTest} finds them there. */
@Timeout(60)
class JavaApiExamplesTest {
  private static int steps(long n) {
    int steps = 0;
    for (long at = n; at != 1; steps++) {
      at = at % 2 == 0 ? at / 2 : 3 * at + 1;
    }
    return steps;
  }

  @Test
  void first() throws Exception {
    // example: first
    try (var pool = Thresher.threads(8)) {
      var future = pool.submit(() -> steps(837_799));
      System.out.println(future.get()); // 524
    }
    // end
    try (var pool = Thresher.threads(2)) {
      assertThat(pool.submit(() -> steps(837_799)).get()).isEqualTo(524);
    }
  }

  @Test
  void places() {
    // example: places
    var fixed = Thresher.threads(8); // as Executors.newFixedThreadPool(8)
    var virtual = Thresher.virtualThreads(); // as newVirtualThreadPerTaskExecutor()
    var named = Thresher.open("threads:2"); // from an argument or a setting
    var tuned =
        Thresher.builder()
            .threads(8)
            .name("crunch") // workers are crunch-1, crunch-2, ...
            .elastic(1, Duration.ofSeconds(30)) // idle workers above 1 end
            .queueBound(10_000, WhenFull.BLOCK) // submit waits instead of filling the memory
            .recycling(Recycling.afterTasks(1_000))
            .open();
    // end
    for (var pool : List.of(fixed, virtual, named, tuned)) {
      assertThat(pool.submit(() -> 1).join()).isEqualTo(1);
      pool.close();
    }
  }

  @Test
  void compared() throws Exception {
    var numbers = LongStream.range(1, 2_000).boxed().toList();
    // example: comparing
    var comparison =
        Thresher.comparison()
            .places("threads:1", "threads:2", "virtual-threads")
            .budget(Duration.ofSeconds(1))
            .compare(n -> steps(n), numbers);
    System.out.println(comparison); // times, verdict, reasons, what would change it
    try (var pool = Thresher.open(comparison.choice().orElse("threads"))) {
      pool.map(numbers, n -> steps(n)).forEach(System.out::println);
    }
    // end
    assertThat(comparison.arms()).hasSize(3);
    assertThat(comparison.choice()).isPresent();
  }

  @Test
  void durable() throws Exception {
    try {
      // example: durable
      try (var pool = Thresher.builder().processes(2).durable(Path.of("collatz-results")).open()) {
        var steps = pool.map(List.of(27L, 97L, 871L), n -> steps(n)).toList();
      }
      // end
      var again = Thresher.builder().threads(1).durable(Path.of("collatz-results"));
      try (var pool = again.open()) {
        assertThat(pool.map(List.of(27L, 97L, 871L), n -> steps(n)).toList())
            .containsExactly(111, 118, 178);
      }
    } finally {
      FileTree.delete(Path.of("collatz-results"));
    }
  }

  @Test
  void fromAFile(@TempDir Path directory) throws Exception {
    var page = Files.readString(Path.of("../docs/java-api.md"));
    var text = page.split("```hocon\n")[1].split("```")[0];
    var contents = Files.writeString(directory.resolve("crunch.conf"), text);
    try (var pool = Thresher.builder().config(contents).threads(1).open()) {
      assertThat(pool.options().deadline()).contains(Duration.ofSeconds(30));
      assertThat(pool.options().retry().maxAttempts()).isEqualTo(3);
    }

    Files.writeString(Path.of("crunch.conf"), "workers = 1");
    try {
      // example: from-file
      var pool = Thresher.fromConfig(Path.of("crunch.conf")); // or Thresher.open("crunch.conf")
      // end
      assertThat(pool.submit(() -> 1).join()).isEqualTo(1);
      pool.close();
    } finally {
      Files.delete(Path.of("crunch.conf"));
    }
  }

  // example: named-task
  record Walk(long from) implements dev.thresher.api.SerCallable<Integer> {
    @Override
    public Integer call() {
      return steps(from);
    }
  }

  // end

  @Test
  void travelling() throws Exception {
    try (var pool = Thresher.processes(2)) {
      // example: travelling
      long n = 837_799;
      var lambda = pool.submit(() -> steps(n)); // captures n, a copy
      var function = pool.submit(JavaApiExamplesTest::steps, n); // function and argument
      var named = pool.submit(new Walk(n)); // a class with a name
      // end
      assertThat(List.of(lambda.get(), function.get(), named.get())).containsOnly(524);
      var report = new Report(new Thread());
      assertThatThrownBy(() -> pool.submit(() -> report.toString()))
          .hasCauseInstanceOf(SerializationFailure.class)
          .hasMessageContaining("Report");
    }
  }

  private record Report(Thread owner) implements Serializable {}

  @Test
  void futures() throws Exception {
    try (var pool = Thresher.threads(2)) {
      // example: futures
      var future = pool.submit(() -> steps(27));
      future.thenApply(steps -> steps + " steps").thenAccept(System.out::println);
      future.onDone(done -> System.out.println(done.status())); // never on a worker

      var futures = new ArrayList<>(List.of(future, pool.submit(() -> steps(97))));
      var first = Futures.wait(futures, ReturnWhen.FIRST_COMPLETED, Duration.ofSeconds(5));
      System.out.println(first.done().size() + " done, " + first.notDone().size() + " not");
      Futures.asCompleted(futures).forEach(done -> System.out.println(done.resultNow()));
      // end
      assertThat(future.get()).isEqualTo(111);
      assertThat(futures).hasSize(2).allMatch(done -> done.isDone());
    }
  }

  @Test
  void completionService() throws Exception {
    try (var pool = Thresher.threads(2)) {
      // example: completion-service
      var service = new ExecutorCompletionService<Integer>(pool);
      service.submit(() -> steps(27));
      for (int open = 1; open > 0; open--) {
        int steps = service.take().get();
        if (steps % 2 == 1) {
          service.submit(() -> steps(steps + 1)); // tasks may follow from results
          open++;
        }
      }
      // end
      assertThat(service.poll()).isNull();
    }
  }

  @Test
  void map() {
    try (var pool = Thresher.threads(2)) {
      // example: map
      for (int steps : pool.map(List.of(27L, 97L, 871L), n -> steps(n))) {
        System.out.println(steps); // 111, 118, 178: in the order of the input
      }

      var numbers = LongStream.iterate(1, n -> n + 1).boxed(); // infinite
      try (var all = pool.map(numbers, n -> steps(n)).window(100).stream()) {
        System.out.println(all.filter(steps -> steps > 100).findFirst());
      }

      long sum =
          pool.map(LongStream.range(1, 10_000).boxed(), n -> (long) steps(n))
              .reduce(Long::sum)
              .orElseThrow();
      // end
      assertThat(sum).isEqualTo(849_637);
    }
  }

  private static int parse(String text) {
    return Integer.parseInt(text);
  }

  @Test
  void outcomes() {
    try (var pool = Thresher.threads(2)) {
      // example: outcomes
      var texts = List.of("1", "2", "three");
      var good = pool.map(texts, JavaApiExamplesTest::parse).onError(OnError.SKIP).toList();

      pool.map(texts, JavaApiExamplesTest::parse)
          .items()
          .forEach(item -> {
            switch (item.outcome()) {
              case TaskOutcome.Completed(var number) -> System.out.println(number);
              case TaskOutcome.Failed(var cause, var origin) ->
                  System.out.println(item.input() + ": " + cause + " " + origin);
              case TaskOutcome.TimedOut(var late) -> System.out.println(late.limit());
              case TaskOutcome.Cancelled(var reason) -> System.out.println(reason);
              case TaskOutcome.Lost(var worker) -> System.out.println(worker.getMessage());
            }
          });
      // end
      assertThat(good).containsExactly(1, 2);
    }
  }

  @Test
  void more() {
    try (var pool = Thresher.threads(2)) {
      // example: more-maps
      var pairs = pool.map(List.of("a", "b"), List.of(1, 2), (text, n) -> text.repeat(n));
      var asTheyCome = pool.map(IntStream.range(0, 100).boxed(), n -> n * n).asCompleted();
      var hurried =
          pool.map(Stream.of(1, 2, 3), n -> n + 1).window(2).timeout(Duration.ofMinutes(1));
      var gathered = Stream.of(1, 2, 3).gather(pool.mapConcurrent(n -> n * n)).toList();
      var longest =
          pool.map(LongStream.range(1, 1_000).boxed(), n -> steps(n)).stream()
              .max(comparing(steps -> steps));
      // end
      assertThat(pairs.toList()).containsExactly("a", "bb");
      assertThat(asTheyCome.toList()).hasSize(100);
      assertThat(hurried.toList()).containsExactly(2, 3, 4);
      assertThat(gathered).containsExactly(1, 4, 9);
      assertThat(longest).contains(178);
    }
  }

  private static String fetch() throws IOException {
    return "page";
  }

  @Test
  void options() throws Exception {
    try (var pool = Thresher.threads(2)) {
      // example: options
      var careful =
          TaskOptions.DEFAULT
              .withDeadline(Duration.ofSeconds(2)) // of one attempt, from its start
              .withRetry(Retry.upTo(3).onlyOn(IOException.class)) // after 100 ms, then 200 ms
              .withPriority(10) // starts before those of 0
              .withKey("front page"); // its name in messages
      var page = pool.with(careful).submit(() -> fetch());
      // end
      assertThat(page.get()).isEqualTo("page");
    }
  }

  @Test
  void failures() throws Exception {
    try (var pool = Thresher.threads(2)) {
      var future = pool.submit(() -> parse("seven"));
      var said = new ArrayList<String>();
      // example: failures
      try {
        future.get();
      } catch (ExecutionException failed) {
        switch (failed.getCause()) {
          case TaskTimeout late -> said.add("after " + late.limit());
          case WorkerLost lost -> said.add("its process died: " + lost.getMessage());
          case Throwable own -> said.add("its own: " + own);
        }
      }
      // end
      assertThat(said)
          .containsExactly("its own: java.lang.NumberFormatException: For input string: \"seven\"");
    }
  }

  @Test
  void cancelling() throws Exception {
    try (var pool = Thresher.threads(2)) {
      var future =
          pool.submit(() -> new java.util.concurrent.CountDownLatch(1).await(1, TimeUnit.HOURS));
      // example: cancelling
      future.cancel(false); // what has not started never starts; what runs goes on, for nobody
      future.cancel(true); // what runs is interrupted
      future.cancel(CancelLevel.FORCE); // on processes: its worker is killed and replaced
      // end
      assertThat(future.isCancelled()).isTrue();
      pool.shutdownNow();
    }
  }

  private static String serve() throws InterruptedException {
    Thread.sleep(Duration.ofMinutes(10));
    return "served";
  }

  @Test
  void spawning() throws Exception {
    // example: spawning
    var walk = WorkerProcess.spawn(() -> steps(837_799));
    System.out.println(walk.result().get()); // 524

    var server = WorkerProcess.builder().name("server").heapMebibytes(256).spawn(() -> serve());
    server.onExit().thenAccept(exit -> System.out.println("ended: " + exit));
    if (server.await(Duration.ofSeconds(1)).isEmpty()) {
      server.terminate(); // asks; kills when its grace of 5 s is over
    }
    switch (server.await()) {
      case ProcessExit.Code(int code) -> System.out.println("exit code " + code);
      case ProcessExit.Signal(int number) -> System.out.println("signal " + number);
      case ProcessExit.OutOfMemory(String detail) -> System.out.println(detail);
    }
    // end
    assertThat(walk.result().get()).isEqualTo(524);
    assertThat(server.await()).isEqualTo(new ProcessExit.Signal(15));
  }

  @Test
  void ending() throws Exception {
    var pool = Thresher.threads(2);
    // example: ending
    pool.shutdown(); // takes nothing more on
    if (!pool.drain(Duration.ofSeconds(10))) { // waits; then interrupts and cancels the rest
      System.out.println("some tasks were cancelled");
    }
    // end
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void cluster() {
    var known = ClusterUnderTest.place();
    var address = known.coordinator();
    var key = known.identity().orElseThrow();
    var numbers = List.of(27L, 97L, 837_799L);
    // example: cluster
    var place = ClusterPlace.at(address).identity(key); // HOST:PORT of the coordinator, cluster.pem
    try (var pool = Thresher.builder().cluster(place).open()) {
      System.out.println(pool.map(numbers, n -> steps(n)).reduce(Integer::max));
    }
    // end
    try (var pool = Thresher.builder().cluster(place.workers(1)).open()) {
      assertThat(pool.map(numbers, n -> steps(n)).reduce(Integer::max)).contains(524);
    }
  }
}
