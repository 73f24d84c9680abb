package dev.thresher.bench;

import java.util.List;

/** A workload, ready to be done by all who take part. */
interface Contest {
  /** In the order of their turns. */
  List<Trial> trials(Parties parties, Scale scale) throws Exception;

  default int repetitions(Scale scale) {
    return scale.repetitionsOfShort();
  }

  default WarmUp warmUp() {
    return WarmUp.ONE_TURN;
  }

  static Contest of(BenchWorkload workload) {
    return switch (workload) {
      case W1 -> new TinyTasks();
      case W1B -> new TinyItems();
      case W2 -> new OneAtATime();
      case W3 -> new LongTasks();
      case W4 -> new LargeArguments();
      case W5 -> new Naps();
      case W6 -> new KilledWorker();
      case W7 -> new FirstResult();
      case W8 -> new Memory();
      case METG -> new Grains();
    };
  }
}
