// ./thresher java docs/benchmarks/CollatzByHand.java 2: config/programs/Collatz.java without an executor
import dev.thresher.api.WorkerProcess;

static final long LAST = 999_999;

void main(String[] args) throws Exception {
  int workers = Integer.parseInt(args[0]);
  var parts = new ArrayList<WorkerProcess<long[]>>();
  for (int part = 0; part < workers; part++) {
    parts.add(start(LAST * part / workers + 1, LAST * (part + 1) / workers));
  }
  long[] most = {0, 0};
  for (int part = 0; part < workers; part++) {
    long[] found;
    try {
      found = parts.get(part).result().get();
    } catch (ExecutionException lost) { // once more, all of the part; a second loss ends the program
      found = start(LAST * part / workers + 1, LAST * (part + 1) / workers).result().get();
    }
    most = found[1] > most[1] ? found : most;
  }
  IO.println("%,d takes %d steps".formatted(most[0], most[1]));
}

static WorkerProcess<long[]> start(long first, long last) {
  return WorkerProcess.spawn(() -> longest(first, last));
}

static long[] longest(long first, long last) {
  long[] most = {0, 0};
  for (long n = first; n <= last; n++) {
    int steps = walk(n);
    most = steps > most[1] ? new long[] {n, steps} : most;
  }
  return most;
}

static int walk(long n) {
  int steps = 0;
  for (; n != 1; steps++) n = n % 2 == 0 ? n / 2 : 3 * n + 1;
  return steps;
}
