package dev.regent.simulation.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All states met so far, each once, numbered in the order of meeting. Exact: rows are compared
 * whole, and stored as bytes (seven bits each, as in Protocol Buffers), about one for each number.
 */
final class StateTable {
  private static final int CHUNK = 1 << 22;
  private static final int LONGEST = 1 << 12;

  private final List<byte[]> chunks = new ArrayList<>();
  private final byte[] row = new byte[LONGEST];
  private long[] starts = new long[1 << 12];
  private int[] parents = new int[1 << 12];
  private int[] slots = new int[1 << 14];
  private long end;
  private int size;

  int size() {
    return size;
  }

  /** The state from which this one was first met; the first is its own. */
  int parent(int number) {
    return parents[number];
  }

  /** Keeps the state if it is new; whether it was. */
  boolean add(int[] state, int parent) {
    int length = encode(state);
    int slot = find(length);
    if (slots[slot] != 0) {
      return false;
    }
    append(length, parent);
    slots[slot] = size;
    if (size * 2L > slots.length) {
      grow();
    }
    return true;
  }

  int[] get(int number) {
    byte[] chunk = chunks.get((int) (starts[number] / CHUNK));
    int at = (int) (starts[number] % CHUNK);
    int bytes = read16(chunk, at);
    int[] state = new int[bytes];
    int count = 0;
    int value = 0;
    int shift = 0;
    for (int i = at + 2; i < at + 2 + bytes; i++) {
      value |= (chunk[i] & 0x7F) << shift;
      shift += 7;
      if (chunk[i] >= 0) {
        state[count++] = value;
        value = 0;
        shift = 0;
      }
    }
    return Arrays.copyOf(state, count);
  }

  private int encode(int[] state) {
    int at = 0;
    for (int number : state) {
      int rest = number;
      while (rest > 0x7F) {
        row[at++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      row[at++] = (byte) rest;
    }
    return at;
  }

  private int find(int length) {
    int mask = slots.length - 1;
    int slot = mix(hash(row, 0, length)) & mask;
    while (slots[slot] != 0 && !isRow(slots[slot] - 1, length)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isRow(int number, int length) {
    byte[] chunk = chunks.get((int) (starts[number] / CHUNK));
    int at = (int) (starts[number] % CHUNK);
    return read16(chunk, at) == length
        && Arrays.equals(chunk, at + 2, at + 2 + length, row, 0, length);
  }

  private void append(int length, int parent) {
    if (end + length + 2 > (long) chunks.size() * CHUNK) {
      end = (long) chunks.size() * CHUNK;
      chunks.add(new byte[CHUNK]);
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      parents = Arrays.copyOf(parents, size * 2);
    }
    byte[] chunk = chunks.getLast();
    int at = (int) (end % CHUNK);
    chunk[at] = (byte) (length >>> 8);
    chunk[at + 1] = (byte) length;
    System.arraycopy(row, 0, chunk, at + 2, length);
    starts[size] = end;
    parents[size] = parent;
    end += length + 2;
    size++;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int number = 0; number < size; number++) {
      byte[] chunk = chunks.get((int) (starts[number] / CHUNK));
      int at = (int) (starts[number] % CHUNK);
      int slot = mix(hash(chunk, at + 2, read16(chunk, at))) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = number + 1;
    }
  }

  private static int read16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  private static int hash(byte[] bytes, int from, int length) {
    int hash = 1;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /** Spreads what differs in the last bytes only over the whole table. */
  private static int mix(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }
}
