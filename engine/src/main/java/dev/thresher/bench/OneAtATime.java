package dev.thresher.bench;

import dev.thresher.model.BackendKind;
import java.util.ArrayList;
import java.util.List;

/** W2: submit one tiny task, wait for it, submit the next. */
final class OneAtATime implements Contest {
  private static final int IN_MEMORY = 15_000;
  private static final int ACROSS_PROCESSES = 1_500;

  @Override
  public WarmUp warmUp() {
    return WarmUp.UNTIL_COMPILED;
  }

  @Override
  public List<Trial> trials(Parties parties, Scale scale) throws Exception {
    var trials = new ArrayList<Trial>();
    for (var backend : parties.backends()) {
      var pool = parties.ours(backend);
      int calls = scale.count(backend.sharesMemory() ? IN_MEMORY : ACROSS_PROCESSES);
      trials.add(() ->
          RoundTrips.measure(calls, value -> pool.submit(BenchTasks::plusOne, value).get())
              .of(new Party.Ours(backend)));
    }
    if (parties.has(BackendKind.THREADS)) {
      trials.add(jdk(parties, Yardstick.JDK_FIXED, scale));
    }
    if (parties.has(BackendKind.VIRTUAL_THREADS)) {
      trials.add(jdk(parties, Yardstick.JDK_VIRTUAL, scale));
    }
    if (parties.has(BackendKind.PROCESSES)) {
      addPeers(trials, parties, scale.count(ACROSS_PROCESSES));
    }
    return trials;
  }

  private static Trial jdk(Parties parties, Yardstick kind, Scale scale) {
    var pool = parties.jdk(kind);
    return () ->
        RoundTrips.measure(
                scale.count(IN_MEMORY), value -> pool.submit(() -> BenchTasks.plusOne(value)).get())
            .of(new Party.Peer(kind));
  }

  private static void addPeers(List<Trial> trials, Parties parties, int calls) throws Exception {
    var raw = new RawNumbers(parties.raw());
    trials.add(() -> raw.roundTrips(calls).of(new Party.Peer(Yardstick.RAW_BLOCKING)));
    parties
        .python()
        .ifPresent(python ->
            trials.add(() ->
                python
                    .roundTrips(Yardstick.PROCESS_POOL, calls)
                    .of(new Party.Peer(Yardstick.PROCESS_POOL))));
  }
}
