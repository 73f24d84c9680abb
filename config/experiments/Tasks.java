import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** What the tasks of the experiments do. Every method gives the same result for the same arguments. */
final class Tasks {
  private static final Object ONE_LOCK = new Object();

  private Tasks() {}

  /** Arithmetic in registers: the steps of Collatz sequences from {@code first} on. */
  public static long arithmetic(int first, int numbers) {
    long steps = 0;
    for (long n = first; n < (long) first + numbers; n++) {
      for (long at = n; at > 1; at = (at & 1) == 0 ? at / 2 : 3 * at + 1) {
        steps++;
      }
    }
    return steps;
  }

  /** Next to no work, and a text of {@code characters} that has to come back. */
  public static String reply(int number, int characters) {
    return Integer.toString(number % 10).repeat(characters);
  }

  /** The same arithmetic, but only one task of a JVM at a time may do it. */
  public static long locked(int first, int numbers) {
    synchronized (ONE_LOCK) {
      return arithmetic(first, numbers);
    }
  }

  /** Builds and drops maps of boxed numbers: {@code entries} live at a time, {@code rounds} times. */
  public static long allocation(int first, int entries, int rounds) {
    long sum = 0;
    for (int round = 0; round < rounds; round++) {
      var lists = new HashMap<Integer, List<Integer>>();
      for (int i = 0; i < entries; i++) {
        lists.computeIfAbsent((first + i) % 1000, _ -> new ArrayList<>()).add(first + i);
      }
      sum += lists.values().stream().mapToLong(list -> list.getLast()).sum();
    }
    return sum;
  }
}
