// A program for any ExecutorService. Only the method executor knows of Thresher:
// ./thresher java config/programs/Errands.java threads|virtual-threads|jdk-threads|jdk-virtual-threads
import dev.thresher.api.Thresher;

ExecutorService executor(String place) {
  return switch (place) {
    case "jdk-threads" -> Executors.newFixedThreadPool(4);
    case "jdk-virtual-threads" -> Executors.newVirtualThreadPerTaskExecutor();
    default -> Thresher.open(place);
  };
}

void main(String[] args) throws Exception {
  var executor = executor(args[0]);
  countPrimes(executor);
  askTheQuickest(executor);
  takeAsTheyCome(executor);
  survive(executor);
  giveUpOn(executor);
  shutdownAndAwaitTermination(executor);
  IO.println("terminated: " + executor.isTerminated());
}

/** One task for each thousand numbers, all at once. */
void countPrimes(ExecutorService executor) throws Exception {
  var tasks = new ArrayList<Callable<Integer>>();
  for (int from = 2; from < 100_000; from += 1_000) {
    int first = from;
    int end = Math.min(from + 1_000, 100_000);
    tasks.add(() -> primesBetween(first, end));
  }
  int primes = 0;
  for (var future : executor.invokeAll(tasks)) {
    primes += future.get();
  }
  IO.println("primes below 100,000: " + primes);
}

static int primesBetween(int from, int until) {
  int primes = 0;
  for (int n = from; n < until; n++) {
    boolean isPrime = true;
    for (int d = 2; d * d <= n && isPrime; d++) {
      isPrime = n % d != 0;
    }
    primes += isPrime ? 1 : 0;
  }
  return primes;
}

/** One fails, one never answers and is interrupted, one answers when that one has begun. */
void askTheQuickest(ExecutorService executor) throws Exception {
  var begun = new CountDownLatch(1);
  var interrupted = new CountDownLatch(1);
  List<Callable<String>> sources =
      List.of(
          () -> {
            throw new IOException("no route");
          },
          () -> {
            begun.countDown();
            try {
              new CountDownLatch(1).await();
            } finally {
              interrupted.countDown();
            }
            return "never";
          },
          () -> {
            begun.await();
            return "the answer";
          });
  IO.println("quickest: " + executor.invokeAny(sources, 20, TimeUnit.SECONDS));
  IO.println("the slow one was told: " + interrupted.await(20, TimeUnit.SECONDS));
}

/** Two tasks that wait for each other, and one that waits for nobody. */
void takeAsTheyCome(ExecutorService executor) throws Exception {
  var service = new ExecutorCompletionService<String>(executor);
  var firstSeen = new CountDownLatch(1);
  var meeting = new CyclicBarrier(2);
  service.submit(() -> "first");
  for (int i = 0; i < 2; i++) {
    service.submit(
        () -> {
          firstSeen.await();
          meeting.await();
          return "then";
        });
  }
  IO.println(service.take().get());
  firstSeen.countDown();
  IO.println(service.take().get());
  IO.println(service.take().get());
}

/** What a task throws is the cause, and the executor goes on. */
void survive(ExecutorService executor) throws Exception {
  Future<Integer> future = executor.submit(() -> Integer.parseInt("seven"));
  try {
    future.get();
  } catch (ExecutionException failed) {
    IO.println(future.state() + ": " + failed.getCause());
  }
  IO.println("still there: " + executor.submit(() -> 7).get());
}

void giveUpOn(ExecutorService executor) throws Exception {
  Future<?> future = executor.submit(() -> new CountDownLatch(1).await(1, TimeUnit.HOURS));
  try {
    future.get(10, TimeUnit.MILLISECONDS);
  } catch (TimeoutException late) {
    IO.println("cancelled: " + future.cancel(true) + ", again: " + future.cancel(true));
  }
}

/** As the documentation of ExecutorService has it. */
void shutdownAndAwaitTermination(ExecutorService executor) {
  executor.shutdown();
  try {
    if (!executor.awaitTermination(60, TimeUnit.SECONDS)) {
      executor.shutdownNow();
    }
    executor.execute(() -> {});
  } catch (RejectedExecutionException tooLate) {
    IO.println("rejected");
  } catch (InterruptedException stopped) {
    executor.shutdownNow();
    Thread.currentThread().interrupt();
  }
}
