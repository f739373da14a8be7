package dev.regent.simulation.history;

import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.history.Operation.Append;
import dev.regent.simulation.history.Operation.Done;
import dev.regent.simulation.history.Operation.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether one order of appends explains all that clients were told.
 *
 * <p>For each key the list at the end is that order. Then, and only then, all is well when
 *
 * <ul>
 *   <li>every acknowledged append is in it (or {@link Violation.Lost});
 *   <li>it has each value once, and only values that somebody tried to append and that were not
 *       refused ({@link Violation.Phantom});
 *   <li>every list that a client was given is a beginning of it, and an append that was asked for
 *       after another was acknowledged comes after it ({@link Violation.Reordered});
 *   <li>every list has all appends that were acknowledged before it was asked for ({@link
 *       Violation.Stale}).
 * </ul>
 *
 * <p>An append of unknown result may be in it or not. Time and memory grow with n log n.
 */
public final class HistoryCheck {
  private final int key;
  private final List<Operation> history;
  private final List<Integer> end;
  private final SortedMap<Integer, Integer> positions = new TreeMap<>();
  private final List<Violation> found = new ArrayList<>();

  private HistoryCheck(int key, List<Operation> history, List<Integer> end) {
    this.key = key;
    this.history = history;
    this.end = end;
  }

  /**
   * Every violation, by key.
   *
   * @param history of all clients, in any order
   * @param end each key's list, read when everything was over; a missing one is empty
   */
  public static List<Violation> check(List<Operation> history, Map<Integer, List<Integer>> end) {
    SortedMap<Integer, List<Operation>> byKey = new TreeMap<>();
    end.keySet().forEach(key -> byKey.put(key, new ArrayList<>()));
    history.forEach(each -> byKey.computeIfAbsent(each.key(), key -> new ArrayList<>()).add(each));
    List<Violation> found = new ArrayList<>();
    byKey.forEach((key, each) ->
        found.addAll(new HistoryCheck(key, each, end.getOrDefault(key, List.of())).check()));
    return found;
  }

  private List<Violation> check() {
    for (int at = 0; at < end.size(); at++) {
      if (positions.putIfAbsent(end.get(at), at) != null) {
        found.add(new Violation.Phantom("key %d has %d twice".formatted(key, end.get(at))));
      }
    }
    checkValues();
    history.forEach(this::checkList);
    checkOrder();
    return found;
  }

  private void checkValues() {
    SortedSet<Integer> possible = new TreeSet<>();
    for (Operation operation : history) {
      if (operation.kind() instanceof Append(int value)) {
        boolean refused = operation.result() instanceof Refused;
        if (!refused) {
          possible.add(value);
        }
        if (operation.result() instanceof Done && !positions.containsKey(value)) {
          found.add(
              new Violation.Lost(
                  "key %d lacks %d, which client %d was told is there"
                      .formatted(key, value, operation.client())));
        }
      }
    }
    for (int value : positions.keySet()) {
      if (!possible.contains(value)) {
        found.add(
            new Violation.Phantom("key %d has %d, which nobody appended".formatted(key, value)));
      }
    }
  }

  private void checkList(Operation operation) {
    if (operation.result() instanceof Done(List<Integer> list)) {
      boolean begins = list.size() <= end.size() && end.subList(0, list.size()).equals(list);
      boolean hasOwn =
          !(operation.kind() instanceof Append(int value))
              || (!list.isEmpty() && list.getLast() == value);
      if (!begins || !hasOwn) {
        found.add(
            new Violation.Reordered(
                "key %d: client %d was given %s, which is no beginning of the list at the end"
                    .formatted(key, operation.client(), tail(list))));
      }
    }
  }

  /** By a sweep over time: what was acknowledged before must be before. */
  private void checkOrder() {
    List<Operation> byEnd = new ArrayList<>(history);
    byEnd.sort(Comparator.comparing(Operation::ended));
    List<Operation> byStart = new ArrayList<>(history);
    byStart.sort(Comparator.comparing(Operation::invoked));
    int newest = -1;
    int next = 0;
    for (Operation operation : byStart) {
      MonotonicTime asked = operation.invoked();
      while (next < byEnd.size() && byEnd.get(next).ended().isBefore(asked)) {
        newest = Math.max(newest, position(byEnd.get(next)).orElse(-1));
        next++;
      }
      checkOrder(operation, newest);
    }
  }

  /** Where an acknowledged append is in the end. */
  private Optional<Integer> position(Operation operation) {
    return operation.kind() instanceof Append(int value) && operation.result() instanceof Done
        ? Optional.ofNullable(positions.get(value))
        : Optional.empty();
  }

  private void checkOrder(Operation operation, int newest) {
    if (operation.kind() instanceof Append(int value)) {
      int own = positions.getOrDefault(value, Integer.MAX_VALUE);
      if (own < newest) {
        found.add(
            new Violation.Reordered(
                "key %d has %d before %d, which was acknowledged before %d was asked for"
                    .formatted(key, value, end.get(newest), value)));
      }
    }
    if (operation.result() instanceof Done(List<Integer> list) && list.size() <= newest) {
      found.add(
          new Violation.Stale(
              "key %d: client %d was given %s without %d, which was acknowledged before"
                  .formatted(key, operation.client(), tail(list), end.get(newest))));
    }
  }

  private static String tail(List<Integer> list) {
    int from = Math.max(0, list.size() - 5);
    return (from > 0 ? "... " : "") + list.subList(from, list.size());
  }
}
