package dev.thresher.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts the words of a text that arrives in chunks of bytes. A word is a longest run of the
 * letters A–Z and a–z, counted in lower case; every other byte, and so every byte of a non-ASCII
 * character in UTF-8, stands between words.
 *
 * <p>The same words as {@code tr -cs 'A-Za-z' '\n' | tr A-Z a-z} gives, empty lines left out.
 * Memory is bounded by the distinct words, whatever the length of the text. Not for several
 * threads.
 */
public final class WordTable {
  private static final int MOST_BYTES = 1 << 30;
  private static final byte[] LOWER = lowerCase();

  /** One word and how often it was there. */
  public record Entry(String word, long count) {}

  // All distinct words, one behind the other, and behind them the letters of the word that is being
  // read: if it turns out to be known, they are dropped again.
  private byte[] letters = new byte[1 << 12];
  private int end;
  private int wordStart;
  private int wordHash;
  // Entries in order of appearance; a slot holds an entry's number + 1, or 0.
  private int[] starts = new int[256];
  private int[] hashes = new int[256];
  private long[] counts = new long[256];
  private int entries;
  private int[] slots = new int[1024];
  private long words;

  /**
   * Takes the next part of the text; a word may go on in the part after it.
   *
   * @param length how many bytes of {@code chunk} are part of the text
   * @throws IllegalStateException if the distinct words exceed 1 GiB together
   */
  public void accept(byte[] chunk, int length) {
    for (int i = 0; i < length; i++) {
      byte letter = LOWER[chunk[i] & 0xff];
      if (letter != 0) {
        append(letter);
      } else if (end > wordStart) {
        endWord();
      }
    }
  }

  /** The text is over: a word that is still being read is complete. */
  public void finish() {
    if (end > wordStart) {
      endWord();
    }
  }

  /** How many words were complete so far, repetitions included. */
  public long words() {
    return words;
  }

  /** The distinct words, in alphabetical order. */
  public List<Entry> sorted() {
    return IntStream.range(0, entries)
        .mapToObj(i -> new Entry(word(i), counts[i]))
        .sorted(Comparator.comparing(Entry::word))
        .toList();
  }

  private void append(byte letter) {
    if (end == letters.length) {
      if (end >= MOST_BYTES) {
        throw new IllegalStateException("the distinct words are longer than 1 GiB together");
      }
      letters = Arrays.copyOf(letters, 2 * end);
    }
    letters[end++] = letter;
    wordHash = 31 * wordHash + letter;
  }

  private void endWord() {
    words++;
    int slot = slotOf(wordHash);
    while (slots[slot] != 0 && !isCurrentWord(slots[slot] - 1)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    if (slots[slot] != 0) {
      counts[slots[slot] - 1]++;
      end = wordStart;
    } else {
      slots[slot] = addEntry() + 1;
      growSlots();
      wordStart = end;
    }
    wordHash = 0;
  }

  private boolean isCurrentWord(int entry) {
    return hashes[entry] == wordHash
        && Arrays.equals(letters, starts[entry], endOf(entry), letters, wordStart, end);
  }

  private int endOf(int entry) {
    return entry + 1 < entries ? starts[entry + 1] : wordStart;
  }

  private String word(int entry) {
    return new String(
        letters, starts[entry], endOf(entry) - starts[entry], StandardCharsets.US_ASCII);
  }

  private int addEntry() {
    if (entries == starts.length) {
      starts = Arrays.copyOf(starts, 2 * entries);
      hashes = Arrays.copyOf(hashes, 2 * entries);
      counts = Arrays.copyOf(counts, 2 * entries);
    }
    starts[entries] = wordStart;
    hashes[entries] = wordHash;
    counts[entries] = 1;
    return entries++;
  }

  /** Keeps at least half of the slots free. */
  private void growSlots() {
    if (2 * entries <= slots.length) {
      return;
    }
    slots = new int[2 * slots.length];
    for (int entry = 0; entry < entries; entry++) {
      int slot = slotOf(hashes[entry]);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = entry + 1;
    }
  }

  private int slotOf(int hash) {
    int spread = hash * 0x9e3779b9; // 2^32 divided by the golden ratio: near hashes part
    return (spread ^ spread >>> 16) & (slots.length - 1);
  }

  /** For each byte the letter in lower case, or 0 if it is none. */
  private static byte[] lowerCase() {
    var table = new byte[256];
    for (int letter = 'a'; letter <= 'z'; letter++) {
      table[letter] = (byte) letter;
      table[letter - 'a' + 'A'] = (byte) letter;
    }
    return table;
  }
}
