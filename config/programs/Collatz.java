// ./thresher java config/programs/Collatz.java threads|virtual-threads|processes
import dev.thresher.api.Thresher;

void main(String[] args) {
  try (var pool = Thresher.open(args[0])) {
    var steps = pool.map(LongStream.range(1, 1_000_000).boxed(), n -> walk(n)).toList();
    var most = Collections.max(steps);
    IO.println("%,d takes %d steps".formatted(steps.indexOf(most) + 1, most));
  }
}

static int walk(long n) {
  int steps = 0;
  for (; n != 1; steps++) n = n % 2 == 0 ? n / 2 : 3 * n + 1;
  return steps;
}
