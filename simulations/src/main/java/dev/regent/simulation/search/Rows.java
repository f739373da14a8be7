package dev.regent.simulation.search;

import java.util.Arrays;

/** Sorted sets of numbers as arrays, the parts of a state's row that grow. */
final class Rows {
  private Rows() {}

  /** The set with more members; the same array when it has them all. */
  static int[] with(int[] set, int... more) {
    int[] result = set;
    for (int number : more) {
      int at = Arrays.binarySearch(result, number);
      if (at < 0) {
        result = insert(result, -at - 1, number);
      }
    }
    return result;
  }

  private static int[] insert(int[] set, int at, int number) {
    int[] result = new int[set.length + 1];
    System.arraycopy(set, 0, result, 0, at);
    result[at] = number;
    System.arraycopy(set, at, result, at + 1, set.length - at);
    return result;
  }

  /** A copy with one number changed. */
  static int[] put(int[] row, int at, int number) {
    int[] result = row.clone();
    result[at] = number;
    return result;
  }
}
