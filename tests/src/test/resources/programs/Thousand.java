// A thousand tasks that wait for one another, each of which must have begun before any can end.
void main(String[] args) throws Exception {
  try (var executor = Place.executor(args[0])) {
    var allBegun = new CountDownLatch(1_000);
    var futures = new ArrayList<Future<Integer>>();
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      futures.add(
          executor.submit(() -> {
            allBegun.countDown();
            allBegun.await();
            return number;
          }));
    }
    long sum = 0;
    for (var future : futures) {
      sum += future.get(60, TimeUnit.SECONDS);
    }
    IO.println("all begun: " + (allBegun.getCount() == 0) + ", sum: " + sum);
    var interrupted = new CountDownLatch(1_000);
    var waiting = new CountDownLatch(1_000);
    for (int i = 0; i < 1_000; i++) {
      executor.execute(() -> {
        waiting.countDown();
        try {
          Thread.sleep(Duration.ofMinutes(10));
        } catch (InterruptedException stopped) {
          interrupted.countDown();
        }
      });
    }
    waiting.await();
    IO.println("left: " + executor.shutdownNow().size());
    IO.println("interrupted: " + interrupted.await(60, TimeUnit.SECONDS));
    IO.println("terminated: " + executor.awaitTermination(60, TimeUnit.SECONDS));
  }
}
