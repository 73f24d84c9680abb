// invokeAny and invokeAll with time limits, then an end by force: what the documentation of ExecutorService promises.
void main(String[] args) throws Exception {
  var executor = Place.executor(args[0]);
  race(executor);
  loseTime(executor);
  allFail(executor);
  someInTime(executor);
  stop(executor);
}

static String sleepThenSay(CountDownLatch begun, Queue<String> log, String name) throws InterruptedException {
  begun.countDown();
  try {
    Thread.sleep(Duration.ofMinutes(10));
    return "slept";
  } catch (InterruptedException stopped) {
    log.add(name + " was interrupted");
    throw stopped;
  }
}

void race(ExecutorService executor) throws Exception {
  var begun = new CountDownLatch(1);
  var log = new ConcurrentLinkedQueue<String>();
  var interrupted = new CountDownLatch(1);
  List<Callable<String>> runners =
      List.of(
          () -> {
            try {
              return sleepThenSay(begun, log, "the slow one");
            } finally {
              interrupted.countDown();
            }
          },
          () -> {
            throw new IOException("fell");
          },
          () -> {
            begun.await();
            return "the third";
          });
  IO.println("first: " + executor.invokeAny(runners, 30, TimeUnit.SECONDS));
  IO.println(interrupted.await(30, TimeUnit.SECONDS) + " " + log);
}

void loseTime(ExecutorService executor) throws Exception {
  var begun = new CountDownLatch(1);
  var log = new ConcurrentLinkedQueue<String>();
  try {
    executor.invokeAny(List.of(() -> sleepThenSay(begun, log, "the only one")), 50, TimeUnit.MILLISECONDS);
  } catch (TimeoutException late) {
    IO.println("nobody in time");
  }
}

void allFail(ExecutorService executor) throws Exception {
  try {
    executor.invokeAny(
        List.of(
            () -> {
              throw new IOException("one");
            }));
  } catch (ExecutionException failed) {
    IO.println("all failed: " + failed.getCause());
  }
  try {
    executor.invokeAny(List.of());
  } catch (IllegalArgumentException empty) {
    IO.println("nobody ran");
  }
}

void someInTime(ExecutorService executor) throws Exception {
  var never = new CountDownLatch(1);
  List<Callable<String>> tasks =
      List.of(
          () -> "quick",
          () -> {
            never.await();
            return "never";
          },
          () -> {
            throw new IllegalStateException("broken");
          });
  for (var future : executor.invokeAll(tasks, 2, TimeUnit.SECONDS)) {
    IO.println(future.isDone() + " " + future.state());
  }
}

void stop(ExecutorService executor) throws Exception {
  var begun = new CountDownLatch(2);
  var log = new ConcurrentLinkedQueue<String>();
  var first = executor.submit(() -> sleepThenSay(begun, log, "a"));
  var second = executor.submit(() -> sleepThenSay(begun, log, "b"));
  begun.await();
  IO.println("ends by itself: " + executor.awaitTermination(50, TimeUnit.MILLISECONDS));
  IO.println("left: " + executor.shutdownNow().size());
  IO.println("ends when stopped: " + executor.awaitTermination(30, TimeUnit.SECONDS));
  IO.println(new TreeSet<>(log));
  for (var future : List.of(first, second)) {
    IO.println(future.state() + " " + future.exceptionNow().getClass().getName());
  }
  try {
    executor.submit(() -> "too late");
  } catch (RejectedExecutionException refused) {
    IO.println("refused; " + executor.isShutdown() + " " + executor.isTerminated());
  }
}
