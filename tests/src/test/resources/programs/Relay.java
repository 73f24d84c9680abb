// Producers and a consumer around a CompletionService, with a queue, latches and a lock that all of them share.
void main(String[] args) throws Exception {
  try (var executor = Place.executor(args[0])) {
    produceAndConsume(executor);
    takeAsTheyCome(executor);
    takeTurns(executor);
  }
}

void produceAndConsume(ExecutorService executor) throws Exception {
  var queue = new ArrayBlockingQueue<Integer>(3);
  var producersDone = new CountDownLatch(2);
  for (int p = 0; p < 2; p++) {
    int producer = p;
    executor.execute(() -> {
      try {
        for (int n = 0; n < 50; n++) {
          queue.put(producer * 50 + n);
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      producersDone.countDown();
    });
  }
  var sum =
      executor.submit(() -> {
        int all = 0;
        for (int taken = 0; taken < 100; taken++) {
          all += queue.take();
        }
        return all;
      });
  producersDone.await();
  IO.println("sum of 0 to 99: " + sum.get() + ", left in the queue: " + queue.size());
}

void takeAsTheyCome(ExecutorService executor) throws Exception {
  var service = new ExecutorCompletionService<String>(executor);
  var gates = Stream.generate(() -> new CountDownLatch(1)).limit(3).toList();
  for (int i = 0; i < 3; i++) {
    int number = i;
    service.submit(() -> {
      gates.get(number).await();
      if (number == 1) {
        throw new IOException("task 1");
      }
      return "task " + number;
    });
  }
  IO.println("at once: " + service.poll());
  for (int i = 2; i >= 0; i--) {
    gates.get(i).countDown();
    var done = service.take();
    IO.println(done.state() == Future.State.SUCCESS ? done.get() : done.exceptionNow());
  }
  IO.println("then: " + service.poll(10, TimeUnit.MILLISECONDS));
}

/** Three tasks that wait for each other in a ring: each must have a thread of its own. */
void takeTurns(ExecutorService executor) throws Exception {
  var turns = List.of(new Semaphore(1), new Semaphore(0), new Semaphore(0));
  var said = new StringBuffer();
  var players = new ArrayList<Future<?>>();
  for (int i = 0; i < 3; i++) {
    int me = i;
    players.add(
        executor.submit(() -> {
          for (int round = 0; round < 5; round++) {
            turns.get(me).acquire();
            said.append((char) ('a' + me));
            turns.get((me + 1) % 3).release();
          }
          return null;
        }));
  }
  for (var player : players) {
    player.get();
  }
  IO.println(said);
}
