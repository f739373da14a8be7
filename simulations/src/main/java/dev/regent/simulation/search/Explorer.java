package dev.regent.simulation.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Breadth first through a space: the first violation met is one of the nearest. */
final class Explorer implements Space.Sink {
  /** The watch is told after so many states. */
  private static final int TOLD_EACH = 4_096;

  private final Space space;
  private final long mostStates;
  private final Search.Watch watch;
  private final StateTable table = new StateTable();
  private Optional<Outcome.Trace> trace = Optional.empty();
  private long transitions;
  private int current;

  private Explorer(Space space, long mostStates, Search.Watch watch) {
    this.space = space;
    this.mostStates = mostStates;
    this.watch = watch;
  }

  static Outcome explore(Space space, long mostStates, Search.Watch watch) {
    return new Explorer(space, mostStates, watch).run();
  }

  private Outcome run() {
    met(space.start());
    int depth = 0;
    int levelEnd = table.size();
    while (current < table.size() && trace.isEmpty() && table.size() < mostStates) {
      if (current == levelEnd) {
        depth++;
        levelEnd = table.size();
      }
      space.expand(table.get(current), this);
      current++;
      if (current % TOLD_EACH == 0) {
        watch.seen(current, table.size() - current);
      }
    }
    boolean deeper = table.size() > levelEnd;
    boolean complete = current == table.size() && trace.isEmpty();
    int reached = trace.map(found -> found.steps().size()).orElse(deeper ? depth + 1 : depth);
    return new Outcome(table.size(), transitions, reached, complete, trace);
  }

  @Override
  public void reached(int[] next, Supplier<String> how) {
    if (trace.isEmpty()) {
      transitions++;
      met(next);
    }
  }

  @Override
  public void broken(Supplier<String> how, String what) {
    if (trace.isEmpty()) {
      transitions++;
      List<String> steps = way(current);
      steps.add(how.get());
      trace = Optional.of(new Outcome.Trace(List.copyOf(steps), what));
    }
  }

  private void met(int[] state) {
    if (table.add(state, current)) {
      space
          .violation(state)
          .ifPresent(what -> trace = Optional.of(new Outcome.Trace(way(table.size() - 1), what)));
    }
  }

  /** The steps from the first state to this one, found again by expanding those on the way. */
  private List<String> way(int number) {
    Deque<Integer> numbers = new ArrayDeque<>();
    for (int at = number; at != 0; at = table.parent(at)) {
      numbers.push(at);
    }
    List<String> steps = new ArrayList<>();
    int[] from = table.get(0);
    for (int at : numbers) {
      int[] to = table.get(at);
      steps.add(step(from, to));
      from = to;
    }
    return steps;
  }

  private String step(int[] from, int[] to) {
    List<String> found = new ArrayList<>();
    space.expand(
        from,
        new Space.Sink() {
          @Override
          public void reached(int[] next, Supplier<String> how) {
            if (found.isEmpty() && Arrays.equals(next, to)) {
              found.add(how.get());
            }
          }

          @Override
          public void broken(Supplier<String> how, String what) {}
        });
    return found.getFirst();
  }
}
