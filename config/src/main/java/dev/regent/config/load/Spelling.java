package dev.regent.config.load;

import java.util.Locale;
import java.util.stream.IntStream;

/** How far apart two words are. */
final class Spelling {
  private Spelling() {}

  /**
   * The number of letters to put in, take out or replace; capitals, {@code _} and {@code -} are the
   * same, so that {@code maxLag} and {@code max_lag} are next to {@code max-lag}.
   *
   * <p>Source: R. Wagner and M. Fischer, "The String-to-String Correction Problem".
   */
  static int distance(String one, String other) {
    String from = plain(one);
    String to = plain(other);
    int[] row = IntStream.rangeClosed(0, to.length()).toArray();
    for (int i = 1; i <= from.length(); i++) {
      row = nextRow(row, from.charAt(i - 1), to);
    }
    return row[to.length()];
  }

  private static int[] nextRow(int[] above, char letter, String to) {
    int[] row = new int[above.length];
    row[0] = above[0] + 1;
    for (int j = 1; j < row.length; j++) {
      int replaced = above[j - 1] + (letter == to.charAt(j - 1) ? 0 : 1);
      row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
    }
    return row;
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }
}
